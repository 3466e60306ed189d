/** The page and its single file, in every language: the folder dist/. English comes first: it empties the folder. */
import { build } from "vite";

for (const mode of ["production", "de"]) {
  for (const configFile of ["vite.config.ts", "vite.single.config.ts"]) await build({ mode, configFile });
}
