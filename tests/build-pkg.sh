#!/bin/sh
# Builds the npm package into the folder $1, whole and light: the same bytes on every machine with the pinned toolchain.
set -eu
out=$1
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
cargo_home=${CARGO_HOME:-$HOME/.cargo}
# Made beside its place and moved there when whole.
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# build NAME CARGO-FLAGS…
build() {
  name=$1
  shift
  # No path of the building machine may end up in the file.
  RUSTFLAGS="-C target-feature=+simd128 --remap-path-prefix=$cargo_home=/cargo --remap-path-prefix=$top=/easily-fooled" \
    cargo build --quiet --release --lib --target wasm32-unknown-unknown "$@"
  .tools/bin/wasm-bindgen --target web --remove-name-section --remove-producers-section --out-name "$name" \
    --out-dir "$made" target/wasm32-unknown-unknown/release/easily_fooled.wasm
}
build easily_fooled
build easily_fooled_light --no-default-features
rm -f "$made/.gitignore"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
cat >"$made/package.json" <<JSON
{
  "name": "easily-fooled",
  "version": "$version",
  "description": "Fool small neural networks in the browser: ONNX classifiers with an input gradient, attacks and votes, in WebAssembly",
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "main": "easily_fooled.js",
  "types": "easily_fooled.d.ts",
  "exports": {
    ".": { "types": "./easily_fooled.d.ts", "default": "./easily_fooled.js" },
    "./light": { "types": "./easily_fooled_light.d.ts", "default": "./easily_fooled_light.js" },
    "./*": "./*"
  },
  "files": ["easily_fooled*"],
  "sideEffects": false
}
JSON
mkdir -p "$out"
mv "$made"/* "$out/"
