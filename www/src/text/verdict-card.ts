/** One claim with its verdict, as HTML. */
import { escaped, scoreRow, wordGlyph } from "../elements/score-row.ts";
import type { Verdict } from "../state/verdicts.ts";
import { scorecard } from "./en/scorecard.ts";
import { COMMANDS, type Titles } from "./scorecard.ts";

export function verdictCard(verdict: Verdict, titles: Titles): string {
  const { claim, word, parts, flagged } = verdict;
  const chapter = scorecard.chapters[claim];
  return `
    <li class="verdict-card" id="verdict-${claim}">
      <h3><span class="word is-${word}">${wordGlyph(word)}${scorecard.words[word]}</span><span class="what">${escaped(scorecard.claims[claim])}</span></h3>
      <p class="reason">${escaped(scorecard.reason(verdict, titles))}${flagged ? ` <b>${escaped(scorecard.flagged)}</b>` : ""}</p>
      <dl class="score-rows">${parts.map((part) => scoreRow(part, titles)).join("")}</dl>
      <div class="more">
        <a class="took" href="#${chapter.section}">${escaped(scorecard.took(chapter.title))}</a>
        <details><summary>${scorecard.command}</summary>${COMMANDS[claim].map((line) => `<code>${escaped(line)}</code>`).join("")}</details>
      </div>
      <ef-repeat claim="${claim}"></ef-repeat>
    </li>`;
}
