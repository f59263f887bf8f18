# Everything that a person types. From a fresh clone no other step is needed: python 3.11 with pip, node 20 with npm, JDK 17 with
# Maven, cargo.
#
#   make demo        an agent, three providers, two of which die, a budget, a cached answer, a bill
#   make demo-local  a real small model on this machine behind a dead provider
#   make test        every test of every language     make lint   every linter
#   make wheel       dist/polyroute-*.whl             make bench  the figures of benches/README.md
#   make npm         dist/polyroute-*.tgz, installed into an empty project and run
#   make uniffi      the generated Kotlin and Swift sources, after a change of bindings-uniffi/src
#   make mobile      the library for phones, as small as it gets on this machine
#   make sizes       what all these weigh, against their limits
#   make soak        a million broken requests, answers and streams through every codec; 100,000 broken streams and
#                    200,000 mixed faults through a gateway
#   make fuzz        every fuzz target for 5 minutes (FUZZ_SECONDS=300), the recordings as corpus

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules
.DELETE_ON_ERROR:

PYTHON ?= python3
# Where the virtual environments stand; CI keeps them beside its cache.
VENVS ?= $(CURDIR)/.venv
export POLYROUTE_CACHE ?= $(HOME)/.cache/polyroute
export CARGO_TARGET_DIR ?= $(CURDIR)/target
export PIP_DISABLE_PIP_VERSION_CHECK := 1

MAIN := $(VENVS)/main
OPENAI2 := $(VENVS)/openai2
NODE := $(VENVS)/node
NODE22 := $(VENVS)/node22
WHEEL := $(VENVS)/wheel
NATIVE := bindings-python/python/polyroute/_native.abi3.so
NODE_NATIVE := bindings-node/polyroute.node
WITH_PACKAGE := PYTHONPATH=$(CURDIR)/bindings-python/python POLYROUTE_UPSTREAM=$(CARGO_TARGET_DIR)/debug/polyroute-upstream

.PHONY: help demo demo-local test soak fuzz lint fmt audit wheel npm uniffi mobile bench sizes build clean venvs

help:
	@sed -n 's/^#   //p' Makefile

demo: build $(MAIN)/ready
	@$(WITH_PACKAGE) REAL=$(REAL) $(MAIN)/bin/python examples/demo/demo.py

demo-local: build $(MAIN)/ready
	@examples/local-llm/setup.sh
	@$(WITH_PACKAGE) $(MAIN)/bin/python examples/local-llm/demo_local.py

test: build venvs
	@$(WITH_PACKAGE) $(PYTHON) scripts/test.py $(MAIN)/bin/python $(OPENAI2)/bin/python $(NODE) $(NODE22)

soak:
	@echo "building the core in the release profile: 3 to 6 minutes"
	@POLYROUTE_SOAK=$${POLYROUTE_SOAK:-1000000} POLYROUTE_CUTS=$${POLYROUTE_CUTS:-100000} POLYROUTE_FAULTS=$${POLYROUTE_FAULTS:-200000} \
		cargo test --release --locked --quiet -p polyroute --test wire_mutations --test cuts --test storms -- --nocapture

FUZZ_SECONDS ?= 300
fuzz:
	@PYTHON=$(PYTHON) scripts/fuzz.sh $(FUZZ_SECONDS)

lint: build $(MAIN)/ready
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
	$(MAIN)/bin/ruff check --quiet .
	$(MAIN)/bin/ruff format --check --quiet .
	cd bindings-python && $(MAIN)/bin/mypy
	$(WITH_PACKAGE) $(MAIN)/bin/python -m mypy.stubtest polyroute --mypy-config-file bindings-python/pyproject.toml --allowlist bindings-python/stubtest-allowlist.txt

fmt: $(MAIN)/ready
	cargo fmt --all
	$(MAIN)/bin/ruff check --quiet --fix .
	$(MAIN)/bin/ruff format --quiet .

audit:
	@command -v cargo-deny >/dev/null || { echo "installing cargo-deny: 2 to 4 minutes"; env -u CARGO_TARGET_DIR cargo install --quiet --locked cargo-deny; }
	cargo deny --locked check bans licenses sources

wheel: $(WHEEL)/ready
	@echo "building the wheel in the release profile: 3 to 6 minutes"
	@scripts/wheel.sh $(WHEEL) dist

npm:
	@echo "building the native module in the release profile: 3 to 6 minutes"
	@rm -f dist/polyroute-*.tgz
	@cargo build --release --locked --quiet -p polyroute-node
	@scripts/npm_pack.mjs $(CARGO_TARGET_DIR)/release/libpolyroute_node.so dist

uniffi: build
	@$(PYTHON) scripts/uniffi.py write $(CARGO_TARGET_DIR)

MOBILE := $(CARGO_TARGET_DIR)/mobile/libpolyroute_uniffi.so
# Functions that are the same are one function, and what is relocated at loading takes a bit instead of 24 bytes.
SMALL := -C link-arg=-Wl,--icf=all -C link-arg=-Wl,-z,pack-relative-relocs
mobile:
	@echo "building the library for phones: 4 to 8 minutes"
	@# One kind of library at a time: beside a Rust library there is no link-time optimisation.
	@cargo rustc --profile mobile --locked --quiet -p polyroute-uniffi --no-default-features --features mobile --lib --crate-type cdylib -- $(SMALL)
	@scripts/sizes.sh $(MOBILE)

bench: wheel npm
	@benches/run.sh

sizes:
	@scripts/sizes.sh $(MOBILE)

# cargo itself knows what is up to date. The copies are renamed into place: a running process keeps the file it has mapped.
build:
	@[ -d $(CARGO_TARGET_DIR)/debug ] || echo "building the workspace once: about 3 minutes"
	@cargo build --workspace --locked --quiet
	@cp $(CARGO_TARGET_DIR)/debug/lib_native.so $(NATIVE).new && mv $(NATIVE).new $(NATIVE)
	@cp $(CARGO_TARGET_DIR)/debug/libpolyroute_node.so $(NODE_NATIVE).new && mv $(NODE_NATIVE).new $(NODE_NATIVE)

venvs: $(MAIN)/ready $(OPENAI2)/ready $(NODE)/ready $(NODE22)/ready

$(MAIN)/ready: tests/python/requirements.txt
	@scripts/venv.sh $(PYTHON) $(MAIN) $<

$(OPENAI2)/ready: tests/python/requirements-openai2.txt
	@scripts/venv.sh $(PYTHON) $(OPENAI2) $<

$(WHEEL)/ready: bindings-python/requirements-wheel.txt
	@scripts/venv.sh $(PYTHON) $(WHEEL) $<

$(NODE)/ready: tests/node/package.json
	@scripts/npm.sh $(NODE) $<

$(NODE22)/ready: tests/node22/package.json
	@scripts/npm.sh $(NODE22) $<

clean:
	rm -rf $(VENVS) dist $(NATIVE) $(NODE_NATIVE)
	cargo clean
