/** The core's safety flags, in words: signs that a result says less than it seems to. */
import type { Warning } from "easily-fooled";

export const warningTexts = {
  "zero-gradient":
    "Somewhere on the way the gradient was zero, so there was nothing to follow. That it failed may say more about the arithmetic than about the network: try an attack that only asks.",
  "lost-on-rounding":
    "The attack had won, until the picture was rounded to the 256 steps that a picture file knows. A little more room would bring it back.",
  "judge-disagrees":
    "The second runtime sees this picture otherwise. It lies so close to a border that rounding errors decide, so it does not count.",
  "black-box-beat-white-box":
    "Questions alone found what no gradient had led to. So the gradients point astray, and that attacks which follow them fail says little.",
  "softmax-as-logits":
    "This network answers with probabilities where scores are expected. That flattens what the attack climbs: a failure may only mean that.",
} satisfies Record<Warning, string>;
