/** What the figures have in common in which one attack runs at a time: picture, nets, wish, and a promise of the result. */
import type { AttackOptions } from "easily-fooled";
import { firstCouncil } from "../council.ts";
import { councilPairs, type Dialect, type Pairs, type Pictured, picturePairs, readClass, readCouncil, readPicture, readSeats } from "../link.ts";
import type { Council, Run } from "../run.ts";
import type { Wish } from "../settings.ts";

export interface AttackState<S> {
  /** Undefined: whichever the figure begins with. */
  pictured: Pictured | undefined;
  models: string[];
  council: Council;
  settings: S;
  /** Of the result that the link was made of, where there was one. */
  fingerprint: string | undefined;
}

export type AttackDialect<S> = Dialect<AttackState<S>>;

/** What differs between them. */
interface Own<S> extends Pick<Dialect<S>, "figure"> {
  attacks: "one" | "several" | "either";
  write(settings: S): Pairs;
  read(given: URLSearchParams, wish: Wish, members: number): S;
}

export function attackDialect<S extends { wish: Wish }>({ figure, attacks, write, read }: Own<S>): AttackDialect<S> {
  return {
    figure,
    nets: ({ models }) => models,
    write({ pictured, models, council, settings, fingerprint }, { classes }) {
      const { wish } = settings;
      return [
        ...picturePairs(pictured),
        ...councilPairs(models, council),
        ...((wish === "other" ? [] : [["wish", classes[wish]!]]) satisfies Pairs),
        ...write(settings),
        ...((fingerprint === undefined ? [] : [["result", fingerprint]]) satisfies Pairs),
      ];
    },
    read(given, catalog, gallery) {
      const named = attacks === "one" ? undefined : readSeats(given, catalog);
      const { models, council } = readCouncil(given, catalog, named ?? (attacks === "several" ? firstCouncil(catalog) : undefined));
      return {
        pictured: readPicture(given, gallery),
        models,
        council,
        settings: read(given, readClass(given, "wish", catalog) ?? "other", models.length),
        fingerprint: /^[0-9a-f]{8}$/.exec(given.get("result") ?? "")?.[0],
      };
    },
  };
}

/** Tells 8-bit pictures apart: FNV-1a (Fowler, Noll and Vo), 32 bits. */
export function fingerprintOf(pixels: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const value of pixels) hash = Math.imul(hash ^ Math.round(value * 255), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** A result that a link can promise, by its fingerprint: the run went to its end, with the settings that stand there now. */
export function promised({ result, options = {} as AttackOptions }: Run, told: AttackOptions): string | undefined {
  const names = Object.keys({ ...options, ...told }) as (keyof AttackOptions)[];
  return result && !result.stopped && names.every((name) => options[name] === told[name]) ? fingerprintOf(result.best) : undefined;
}
