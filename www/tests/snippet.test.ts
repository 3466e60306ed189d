import { describe, expect, test } from "vitest";
import { elementSnippet, frameSnippet, type Wanted } from "../src/state/snippet.ts";

const wanted: Wanted = { site: "https://a.example/ef/", figure: "lab", state: new URLSearchParams('net=tiny&own="<&'), theme: "dark" };

describe("the HTML for somebody's page", () => {
  test("an element with its state as attributes, quoted", () => {
    expect(elementSnippet(wanted)).toBe(
      '<script type="module" src="https://a.example/ef/easily-fooled.js"></script>\n<easily-fooled figure="lab" net="tiny" own="&quot;&lt;" theme="dark"></easily-fooled>',
    );
    expect(elementSnippet({ ...wanted, state: new URLSearchParams(), theme: "auto" })).toContain('<easily-fooled figure="lab"></easily-fooled>');
  });

  test("a frame with its state in the hash", () => {
    expect(frameSnippet(wanted, 'A "title"')).toContain('src="https://a.example/ef/figure.html#figure=lab&amp;net=tiny&amp;own=%22%3C&amp;theme=dark" title="A &quot;title&quot;"');
  });
});
