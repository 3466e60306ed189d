/**
 * `www/licences/crates.txt`: the licence of every crate whose code is in the program, for `licences.txt` of the built page, which needs
 * no Rust. With --check it only says whether that file is what Cargo.lock asks for.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { crates } from "./crates.mjs";

const FILE = fileURLToPath(new URL("../../www/licences/crates.txt", import.meta.url));
/** Of several that a crate offers, the first of these that lies in its folder. */
const PREFERRED = [/^licen[cs]e[-_.]?mit/i, /^licen[cs]e[-_.]?zlib/i, /^licen[cs]e(\.\w+)?$/i, /^licen[cs]e[-_.]?apache/i, /^(copying|unlicense)/i, /^licen[cs]e/i];

function textOf(crate) {
  const folder = dirname(crate.manifest_path);
  const names = readdirSync(folder).sort();
  for (const wanted of PREFERRED) {
    const name = names.find((each) => wanted.test(each));
    if (name) return readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim();
  }
  return "";
}

/** Crates of one repository often share a licence file; some leave theirs out. */
function list() {
  const groups = new Map();
  for (const crate of crates()) {
    const text = textOf(crate) || `No licence file is in the crate. It is by ${crate.authors.map((author) => author.replace(/ <.*>$/, "")).join(", ") || "its contributors"}: ${crate.repository ?? crate.homepage ?? ""}`;
    groups.set(text, [...(groups.get(text) ?? []), `${crate.name} ${crate.version} (${crate.license})`]);
  }
  return [...groups].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`);
}

const now = list();
if (process.argv.includes("--check")) {
  let kept = "";
  try {
    kept = readFileSync(FILE, "utf8");
  } catch {
    // Missing is as bad as old.
  }
  if (kept !== now) {
    console.error("www/licences/crates.txt is not what Cargo.lock asks for: node tests/audit/licences.mjs makes it anew.");
    process.exit(1);
  }
} else writeFileSync(FILE, now);
