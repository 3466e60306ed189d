/** The HTML that puts a figure into somebody's page. */
export const FRAME_MESSAGE = "easily-fooled:height";
/** A frame's height before it has said its own. */
const FIRST_HEIGHT = 900;

/** `state`: what a link says (see link.ts), without version and figure. */
export interface Wanted {
  /** The folder of the site, with a slash at its end. */
  site: string;
  figure: string;
  state: URLSearchParams;
  theme: "auto" | "light" | "dark";
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const attribute = ([name, value]: [string, string]) => `${name}="${escape(value)}"`;

function pairs({ figure, state, theme }: Wanted): [string, string][] {
  return [["figure", figure], ...state, ...(theme === "auto" ? [] : [["theme", theme] as [string, string]])];
}

export function elementSnippet(wanted: Wanted): string {
  return [
    `<script type="module" ${attribute(["src", `${wanted.site}easily-fooled.js`])}></script>`,
    `<easily-fooled ${pairs(wanted).map(attribute).join(" ")}></easily-fooled>`,
  ].join("\n");
}

export function frameSnippet(wanted: Wanted, title: string): string {
  const address = `${wanted.site}figure.html#${new URLSearchParams(pairs(wanted))}`;
  return [
    `<iframe ${attribute(["src", address])} ${attribute(["title", title])} loading="lazy" width="100%" height="${FIRST_HEIGHT}" style="border: 0" allow="clipboard-write"></iframe>`,
    "<script>",
    `  addEventListener("message", ({ data, source }) => {`,
    `    if (data?.type !== "${FRAME_MESSAGE}" || !(data.height > 0 && data.height < 20000)) return;`,
    `    for (const frame of document.querySelectorAll("iframe")) if (frame.contentWindow === source) frame.height = data.height;`,
    "  });",
    "</script>",
  ].join("\n");
}
