#!/bin/sh
# Coverage-guided fuzzing of one target until it is stopped or finds something: run.sh TARGET [libFuzzer's options].
# Stable Rust and a C++ compiler are all it needs: the compiler's own flags count which branches were taken, and libFuzzer
# comes as source with its crate. What it learns stays in target/fuzz, and the next run goes on from there.
set -eu
cd "$(dirname "$0")/../.."
target=$1
shift
grep -q "name = \"$target\"" tests/fuzz/Cargo.toml || { echo "no such target: $target (onnx, picture, genome, state)"; exit 1; }
command -v c++ >/dev/null || { echo "A C++ compiler is missing: libFuzzer is built from source."; exit 1; }
host=$(rustc -vV | sed -n 's/^host: //p')
counters=-Cllvm-args=-sanitizer-coverage
RUSTFLAGS="-Cpasses=sancov-module $counters-level=4 $counters-inline-8bit-counters $counters-pc-table \
$counters-trace-compares --cfg fuzzing -Cforce-frame-pointers" cargo build --quiet --release --locked --manifest-path tests/fuzz/Cargo.toml \
  --target "$host" --target-dir target/fuzz/build --bin "$target"
found=target/fuzz/corpus/$target
mkdir -p "$found" target/fuzz/found
# tract's errors would cost more for their backtraces than all the rest.
export RUST_BACKTRACE=0
seeds=tests/fuzz/corpus/$target
test "$target" != onnx || seeds="$seeds tests/goldens"
exec "target/fuzz/build/$host/release/$target" "$found" $seeds -max_len=16384 -len_control=0 -timeout=10 -report_slow_units=2 \
  -rss_limit_mb=3000 -artifact_prefix="target/fuzz/found/$target-" -print_final_stats=1 "$@"
