/** The nets of the matrix, how pictures are made for them, and the number that is looked behind. */
import type { Catalog } from "../catalog.ts";
import { changed, type Dialect, NONE, type Pairs, readNearest, readNumber } from "../link.ts";
import { RANGES } from "../settings.ts";
import { BUDGETS, companies, FEWEST_NETS, MOST_NETS, TRANSFER_FIRST, type TransferBudget, type TransferSettings } from "../transfer.ts";

/** Row: made on; column: shown to, the last is the vote. */
interface Cell {
  row: number;
  column: number;
}

export interface ReuseState {
  models: string[];
  settings: TransferSettings;
  cell: Cell;
}

/** The number that is looked behind at first, where there are so many nets. */
export const FIRST_CELL: Cell = { row: 3, column: 0 };
export const cellAmong = (nets: number, { row, column }: Cell): Cell => ({ row: Math.min(row, nets - 1), column: Math.min(column, nets) });

const UNBOUNDED = "unbounded" satisfies TransferBudget;
const BOUNDED = BUDGETS.filter((budget) => budget !== UNBOUNDED);
const BETWEEN = ".";

const firstNets = (catalog: Catalog) => companies(catalog)[0]?.members ?? [];

function readNets(given: URLSearchParams, catalog: Catalog): string[] {
  const named = new Set((given.get("nets") ?? "").split(BETWEEN));
  const known = [...named].filter((id) => catalog.models.some((model) => model.id === id)).slice(0, MOST_NETS);
  return known.length < FEWEST_NETS ? firstNets(catalog) : known;
}

function netsPairs(models: string[], catalog: Catalog): Pairs {
  return changed({ nets: models.join(BETWEEN) }, { nets: firstNets(catalog).join(BETWEEN) });
}

export const REUSE_DIALECT: Dialect<ReuseState> = {
  figure: "reuse",
  nets: ({ models }) => models,
  write({ models, settings, cell }, catalog) {
    const { budget, ...others } = settings;
    return [
      ...netsPairs(models, catalog),
      ...changed({ budget: budget === UNBOUNDED ? NONE : budget }, { budget: TRANSFER_FIRST.budget }),
      ...changed(others, TRANSFER_FIRST),
      ...changed(cell, cellAmong(models.length, FIRST_CELL)),
    ];
  },
  read(given, catalog) {
    const models = readNets(given, catalog);
    const first = cellAmong(models.length, FIRST_CELL);
    return {
      models,
      settings: {
        budget: given.get("budget") === NONE ? UNBOUNDED : readNearest(given, "budget", BOUNDED, TRANSFER_FIRST.budget),
        targeted: given.get("targeted") === "true",
        seed: readNumber(given, "seed", RANGES.seed, TRANSFER_FIRST.seed),
      },
      cell: {
        row: readNumber(given, "row", { min: 0, max: models.length - 1, step: 1 }, first.row),
        column: readNumber(given, "column", { min: 0, max: models.length, step: 1 }, first.column),
      },
    };
  },
};
