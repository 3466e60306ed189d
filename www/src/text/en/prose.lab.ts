/** The prose of the Lab. */
import { METHOD_NAMES } from "../../state/armoury.ts";

export function labProse() {
  return {
    lab: `
      <header>
        <h2>The Lab</h2>
      </header>
      <p>For everybody who stayed: all of it at once. Your picture or ours, one network or a council, ${METHOD_NAMES.length} attacks, and every number that they
      can be given. Each says what it does, who found it, and what it has spent. If something looks as if a network resisted, look at the flags below
      the verdict first: many a defence was only a broken attack.</p>
      <p>Try the same picture with different ones. Which needs the fewest questions? Which makes the shortest change? Change one pixel: is that enough?</p>`,
  };
}
