#!/bin/sh
# Fails when pkg/ is not what the sources build.
set -eu
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
sh tests/build-pkg.sh "$fresh"
for file in "$fresh"/*; do
  if ! cmp -s "$file" "pkg/$(basename "$file")"; then
    echo "pkg/$(basename "$file") is not what src/ builds: run \`make pkg\` and commit it."
    exit 1
  fi
done
echo "pkg/ is what src/ builds."
