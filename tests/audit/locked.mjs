/** Lock files are exact, and so is what asks for them: no range in a package.json, an integrity for every package, nothing from a folder or a repository. */
import { readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const problems = [];

for (const place of ["www", "tests/browser", "tests/bench"]) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(read(`${place}/package.json`));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) problems.push(`${place}/package.json: ${name} asks for "${version}", not for one version`);
  }
  for (const [path, each] of Object.entries(JSON.parse(read(`${place}/package-lock.json`)).packages)) {
    if (path === "" || each.link) continue;
    if (!/^sha512-/.test(each.integrity ?? "")) problems.push(`${place}/package-lock.json: ${path} has no integrity`);
    if (each.resolved !== undefined && !/^https:\/\/[^/]+\/.*\.tgz$/.test(each.resolved)) problems.push(`${place}/package-lock.json: ${path} comes from ${each.resolved}`);
  }
}
for (const block of read("Cargo.lock").split("[[package]]").slice(1)) {
  const value = (name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(block)?.[1];
  if (value("name") === "easily-fooled") continue;
  if (value("source") !== "registry+https://github.com/rust-lang/crates.io-index" || !value("checksum")) problems.push(`Cargo.lock: ${value("name")} has no checksum or another source`);
}

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "lock files ok" : `${problems.length} problems in lock files`);
process.exit(problems.length === 0 ? 0 : 1);
