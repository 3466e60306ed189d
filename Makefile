# Each command installs what it needs, works when called twice, and says in one line what is missing.

WASM_BINDGEN_VERSION := $(shell sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
TOOLS := $(CURDIR)/.tools
WASM_BINDGEN := $(TOOLS)/bin/wasm-bindgen
# With this processor's widest registers, and the second runtime compiled for speed: the same bits, in less time.
EVALUATE := RUSTFLAGS="-C target-cpu=native" cargo run --quiet --release --target-dir target/native \
  --config profile.release.package.tract-core.opt-level=3 --config profile.release.package.tract-data.opt-level=3 \
  --config profile.release.package.tract-linalg.opt-level=3 --bin evaluate --

.PHONY: help serve test pkg site bench evaluate experiments parity determinism audit soak models clean test-rust test-wasm test-pkg test-www test-browser test-looks test-engines fuzz bench-first bench-layers

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

serve: site ## Everything needed, then the page on localhost
	@cd www && npm run --silent preview

test: test-rust test-wasm test-pkg test-www test-browser ## Everything that CI runs

pkg: $(WASM_BINDGEN) ## The npm package from src/
	@sh tests/build-pkg.sh pkg

site: www/node_modules ## The static folder in dist/
	@cd www && npm run --silent build

bench: tests/bench/node_modules ## Speed and weight beside onnxruntime-web, TensorFlow.js and, with PYTHON=…, PyTorch
	@node tests/bench/bench.mjs $(ARGUMENTS)

bench-first: site tests/bench/node_modules ## Bytes and time to the first fooled picture on the built site
	@node tests/bench/first-picture.mjs $(ARGUMENTS)

bench-layers: ## Each layer's time in wasm, beside the processor's peak
	@node tests/bench/layers.mjs $(ARGUMENTS)

evaluate: ## Measures every net under attack, into models/evaluation.json: make evaluate DATA=DIR
	@test -n "$(DATA)" || { echo "make evaluate needs the data: make evaluate DATA=DIR (the folder with test_batch.bin)"; exit 1; }
	@$(EVALUATE) --data "$(DATA)" $(ARGUMENTS)
	@$(EVALUATE) --table > models/evaluation.md
	@if test -x models/train/.venv/bin/python; then models/train/.venv/bin/python models/train/cards.py; fi

experiments: evaluate www/node_modules ## The same, and what the page shows of it into www/public/results/: make experiments DATA=DIR
	@cd www && npm run --silent results

parity: ## Beside torchattacks and foolbox, as a table: make parity DATA=DIR
	@test -n "$(DATA)" || { echo "make parity needs the data: make parity DATA=DIR (the folder with test_batch.bin)"; exit 1; }
	@test -x tests/parity/.venv/bin/python || python3 -m venv tests/parity/.venv
	@tests/parity/.venv/bin/pip install --quiet -r models/train/requirements.txt
	@tests/parity/.venv/bin/pip install --quiet --no-deps -r tests/parity/libraries.txt
	@tests/parity/.venv/bin/pip install --quiet -r tests/parity/requirements.txt
	@mkdir -p target
	@tests/parity/.venv/bin/python -W ignore tests/parity/reference.py --data "$(DATA)" --out target/parity-reference.json $(ARGUMENTS)
	@cargo run --quiet --release --bin parity -- --data "$(DATA)" --out target/parity-ours.json $(ARGUMENTS)
	@tests/parity/.venv/bin/python tests/parity/compare.py target/parity-reference.json target/parity-ours.json

determinism: ## Renews tests/determinism/table.json, after the arithmetic has changed on purpose
	@cargo test --quiet --release --test determinism -- --ignored renew

fuzz: ## Looks for files that break the core, until stopped: make fuzz TARGET=onnx (or picture, genome, state)
	@sh tests/fuzz/run.sh $(or $(TARGET),onnx) $(ARGUMENTS)

models: ## Trains every net: make models DATA=DIR
	@test -n "$(DATA)" || { echo "make models needs the data: make models DATA=DIR (the folder with data_batch_1.bin …)"; exit 1; }
	@test -x models/train/.venv/bin/python || python3 -m venv models/train/.venv
	@models/train/.venv/bin/pip install --quiet -r models/train/requirements.txt
	@models/train/.venv/bin/python models/train/train.py --data $(DATA)
	@models/train/.venv/bin/python models/train/publish.py --data $(DATA)
	@models/train/.venv/bin/python models/train/goldens.py

audit: $(TOOLS)/bin/cargo-deny ## Licences, sources and known holes of all that is inside, and a list of it: target/sbom.cdx.json
	@PATH="$(TOOLS)/bin:$$PATH" sh tests/audit/audit.sh

soak: site tests/browser/node_modules ## One page used for an hour, memory and pictures watched: make soak MINUTES=60
	@browser=$$(sh tests/find-browser.sh) && cd tests/browser && CHROMIUM="$$browser" MINUTES="$(or $(MINUTES),60)" npm run --silent soak

test-rust:
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --lib --no-default-features -- -D warnings
	cargo test --quiet
	@node tests/audit/licences.mjs --check

test-wasm: $(WASM_BINDGEN)
	PATH="$(TOOLS)/bin:$$PATH" cargo test --target wasm32-unknown-unknown

test-pkg: $(WASM_BINDGEN) ## Is pkg/ what the sources build?
	@sh tests/check-pkg.sh

test-www: www/node_modules
	cd www && npm run --silent check && npm run --silent test

test-browser: site tests/browser/node_modules
	@browser=$$(sh tests/find-browser.sh) && cd tests/browser && CHROMIUM="$$browser" npm run --silent test

test-looks: site tests/browser/node_modules ## Each figure beside a picture of how it looked
	@browser=$$(sh tests/find-browser.sh) && cd tests/browser && CHROMIUM="$$browser" npm run --silent looks

test-engines: site tests/browser/node_modules ## The built site in Firefox and WebKitGTK
	@engines=$$(sh tests/find-engines.sh) && cd tests/browser && PATH="$(TOOLS)/bin:$$PATH" ENGINES="$$engines" npm run --silent engines

www/node_modules: www/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer."; exit 1; }
	cd www && npm ci --no-audit --no-fund
	@touch $@

tests/%/node_modules: tests/%/package-lock.json
	cd tests/$* && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
	@touch $@

$(TOOLS)/bin/cargo-deny:
	@echo "cargo-deny is compiled, once, which takes some minutes …"
	@CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off cargo install --quiet cargo-deny --locked --version 0.20.2 --root $(TOOLS)

$(WASM_BINDGEN): Cargo.toml
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust by rustup."; exit 1; }
	@test "$$($(WASM_BINDGEN) --version 2>/dev/null)" = "wasm-bindgen $(WASM_BINDGEN_VERSION)" || \
	  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install --quiet wasm-bindgen-cli --version $(WASM_BINDGEN_VERSION) --root $(TOOLS)
	@touch $@

clean:
	rm -rf target dist www/node_modules tests/*/node_modules .tools
