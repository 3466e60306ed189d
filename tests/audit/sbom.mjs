/** What the built page holds that was made elsewhere, as a bill of materials: CycloneDX 1.6. Packages, and the nets of the zoo with their hashes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { crates } from "./crates.mjs";

const [, , target = "target/sbom.cdx.json"] = process.argv;
const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const licences = (expression) => (expression ? { licenses: [{ expression: expression.replace(/ ?\/ ?/g, " OR ") }] } : {});

const checksums = new Map(
  readFileSync(new URL("../../Cargo.lock", import.meta.url), "utf8")
    .split("[[package]]")
    .map((block) => ["name", "version", "checksum"].map((name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(block)?.[1]))
    .map(([name, version, checksum]) => [`${name} ${version}`, checksum]),
);

const rust = crates().map(({ name, version, license }) => ({
  type: "library",
  name,
  version,
  purl: `pkg:cargo/${name}@${version}`,
  hashes: [{ alg: "SHA-256", content: checksums.get(`${name} ${version}`) }],
  ...licences(license),
}));

const npm = Object.entries(read("www/package-lock.json").packages)
  .filter(([path, { dev, link }]) => path !== "" && !dev && !link)
  .map(([path, { version, license, integrity }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return {
      type: "library",
      name,
      version,
      purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
      hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex") }],
      ...licences(license),
    };
  });

const nets = read("models/manifest.json").models.map(({ id, title, file, sha256 }) => ({
  type: "machine-learning-model",
  name: id,
  version: sha256.slice(0, 12),
  description: `${title} (${file})`,
  hashes: [{ alg: "SHA-256", content: sha256 }],
}));

const { name, version, license } = read("www/package.json");
const components = [...rust, ...npm, ...nets];
const bill = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", name, version, ...licences(license) } },
  components,
};
mkdirSync(dirname(resolve(target)), { recursive: true });
writeFileSync(target, `${JSON.stringify(bill, null, 2)}\n`);
console.log(`${rust.length} crates, ${npm.length} npm packages and ${nets.length} nets: ${target}`);
