/** How German puts words and numbers together. Classes are nouns with a gender; of those of a visitor's own net none is known. */
import { count } from "../../state/format.ts";

type Gender = "m" | "f" | "n";

const GENDERS: Record<string, Gender> = {
  Flugzeug: "n",
  Auto: "n",
  Vogel: "m",
  Katze: "f",
  Hirsch: "m",
  Hund: "m",
  Frosch: "m",
  Pferd: "n",
  Schiff: "n",
  Lastwagen: "m",
};

function withArticle(name: string, articles: Record<Gender, string>): string {
  const gender = GENDERS[name];
  return gender ? `${articles[gender]} ${name}` : `„${name}“`;
}

/** "ein Frosch", "eine Katze", "ein Schiff". */
export const ein = (name: string) => withArticle(name, { m: "ein", f: "eine", n: "ein" });
/** "einen Frosch": whom or what. */
export const einen = (name: string) => withArticle(name, { m: "einen", f: "eine", n: "ein" });
/** "einem Frosch": to, with or of what. */
export const einem = (name: string) => withArticle(name, { m: "einem", f: "einer", n: "einem" });
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
export const list = (items: string[]) => (items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} und ${items.at(-1)}`);
export const numberWord = (number: number) => ["keine", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"][number] ?? String(number);
export const times = (number: number, one: string, many: string) => `${count(number)} ${number === 1 ? one : many}`;
/** Papers are cited in English where they are listed. */
export const authors = (names: string) => names.replace(" and ", " und ").replace(" others", " andere");
