/** How English puts words and numbers together. */
import { count } from "../../state/format.ts";

/** "a ship", "an airplane". */
export const a = (name: string) => `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
export const list = (items: string[]) =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
export const numberWord = (number: number) => ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][number] ?? String(number);
export const times = (number: number, one: string, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;
