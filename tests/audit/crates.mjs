/** The crates whose code is in the program, from Cargo.lock by cargo itself: neither build scripts nor macros nor what only tests need. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export function crates() {
  const text = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", "--filter-platform", "wasm32-unknown-unknown"], {
    cwd: root,
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  const { packages, resolve } = JSON.parse(text);
  const byId = new Map(packages.map((each) => [each.id, each]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (id) => byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
  const inside = new Set();
  const todo = [resolve.root];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (inside.has(id) || isMacro(id)) continue;
    inside.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) todo.push(pkg);
  }
  inside.delete(resolve.root);
  return [...inside].map((id) => byId.get(id)).sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.version < other.version ? -1 : 1));
}
