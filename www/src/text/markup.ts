/** The roles that words play in the prose, in the colours that they have in the figures. */
import { wholePercent } from "../state/format.ts";

export const number = (text: string | number) => `<span class="number">${text}</span>`;
export const label = (text: string) => `<span class="label">${text}</span>`;
export const target = (text: string) => `<span class="target">${text}</span>`;
export const share = (fraction: number) => number(wholePercent(fraction));
