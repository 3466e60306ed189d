#!/bin/sh
# What is inside, whether it may be, and what is known against it. What cannot be asked from here is said, and is no failure.
set -u
cd "$(dirname "$0")/../.."
failed=0
cargo-deny --log-level error check licenses bans sources || failed=1
node tests/audit/licences.mjs --check || failed=1
node tests/audit/locked.mjs || failed=1
node tests/audit/sbom.mjs target/sbom.cdx.json || failed=1

# An answer that names holes is a failure; no answer is a sentence.
if found=$(cargo-deny --log-level error check advisories 2>&1); then
  echo "advisories ok"
elif echo "$found" | grep -q 'error\[\(vulnerability\|unmaintained\|unsound\|yanked\|notice\)'; then
  echo "$found"
  failed=1
else
  echo "NOT ASKED: RustSec's advisories could not be fetched (they lie on github.com). Run \`make audit\` where that can be reached."
fi
for place in www tests/browser tests/bench; do
  found=$(cd "$place" && npm audit --json 2>/dev/null)
  verdict=$(echo "$found" | node -e '
    let answer;
    try { answer = JSON.parse(require("node:fs").readFileSync(0, "utf8")); } catch {}
    const counts = answer?.metadata?.vulnerabilities;
    console.log(counts === undefined ? "silent" : counts.total === 0 ? "fine" : "holes");')
  case "$verdict" in
    fine) echo "npm audit ok: $place" ;;
    holes) (cd "$place" && npm audit); failed=1 ;;
    *) echo "NOT ASKED: this npm registry answers no audits, so nothing is known about $place." ;;
  esac
done
exit $failed
