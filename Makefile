# Two commands are enough: `make demo` and `make test`. The rest is for those who change things.

SHELL := /bin/bash
SWIFT ?= swift
RELEASE = PKG_CONFIG_PATH=$(CURDIR)/.build/static:$$PKG_CONFIG_PATH $(SWIFT) build -c release \
	--static-swift-stdlib $$(Scripts/release-flags) --product
STEPWELL := .build/release/stepwell

.PHONY: help demo demo-llm build link-order test lint format bench crash fuzz sanitize simulate setup setup-tests protocol clean

demo: setup build ## Builds the program and runs the main job on a store of its own
	@Scripts/demo $(STEPWELL)

help: ## What there is to make
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 24

demo-llm: setup build ## The same chain through a real language model on this machine
	@examples/local-model/run $(STEPWELL)

build: ## The release build: one file that needs nothing but the C library
	@$(RELEASE) stepwell

link-order: build ## Notes anew which functions every engine calls, for the linker to put together
	@Scripts/note-link-order $(STEPWELL)
	@rm $(STEPWELL) && $(RELEASE) stepwell

test: setup setup-tests ## Everything that can be told to be right
	@Scripts/test

lint: ## The layout of the code
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	@echo "lint: clean"

format: ## Lays the code out
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests

EVERY ?= 1
crash: setup setup-tests build ## Kills the engine at each of its writes, fails its disk, kills one of two: EVERY=10 for a tenth
	@STEPWELL_BINARY=$$PWD/$(STEPWELL) python3 Tests/Crash/run.py --every $(EVERY)

SECONDS_OF_FUZZING ?= 300
fuzz: setup ## What strangers may write, mutated: ONLY=yaml for one reader, SEED=n for one text again
	@$(RELEASE) fuzz 2>&1 | grep -v '^\[' || true
	@.build/release/fuzz --seconds $(SECONDS_OF_FUZZING) $(if $(ONLY),--only $(ONLY)) $(if $(SEED),--seed $(SEED))

SANITIZERS ?= thread address
sanitize: setup setup-tests ## Tests under the Thread and the Address Sanitizer: SANITIZERS=thread PARTS="StoreTests program"
	@for kind in $(SANITIZERS); do Scripts/sanitize $$kind $(PARTS) || exit 1; done

bench: setup build ## One table: what it costs, beside what it could cost at least
	@python3 Benchmarks/bench.py --program $(STEPWELL)

SEEDS ?= 10000
simulate: ## The engine in a simulated world: SEEDS=100000 for many, SEED=n for the trace of one
	@$(RELEASE) simulate 2>&1 | grep -v '^\[' || true
	@.build/release/simulate $(if $(SEED),--seed $(SEED),--seeds $(SEEDS)) $(if $(ENGINES),--engines $(ENGINES))

protocol: ## Writes protocol/ anew from the wire types
	@STEPWELL_UPDATE=1 $(SWIFT) test --filter ProtocolTests
	@python3 clients/types/generate.py

setup: ## Installs the libraries the build needs, if they are missing
	@Scripts/setup build

setup-tests:
	@Scripts/setup test

clean:
	rm -rf .build
