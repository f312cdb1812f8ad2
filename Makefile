.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

# Where it is set, each of the many processes of a test run or of the story compiles the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
WORKERS ?= 3
ARGS ?=

.NOTPARALLEL:
.PHONY: help run test lint style types architecture unit format translations bench soak mutants lock package clean \
	setup-run setup-test setup-bench

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup-run ## Start the demo: the app if there is a display, else the story of one shift, its pictures in build/shots/
	@$(BIN)/python -m ui.demo $(ARGS)

test: setup-test style types unit ## Everything that has to hold: linters, types, layers, QML, translations, all tests

lint: setup-test style types architecture ## The checks that run no test of the program

style:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types:
	@$(BIN)/mypy --strict

architecture:
	@$(BIN)/python -m pytest -q tests/architecture

unit:
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

format: setup-test ## Put all Python files in the house's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

translations: setup-test ## Extract the strings anew into resources/translations and compile them
	@$(BIN)/python -m resources.translations

bench: setup-bench ## The benchmarks, each beside a bound or a peer; writes build/bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

soak: setup-test ## A thousand random fault schedules of sync, and of residents, jobs and mail (ARGS="--schedules N --towns N --seed N")
	@$(BIN)/python -m tests.faults.soak $(ARGS)

mutants: setup-test ## Plant the listed faults one by one; the test named by each must fail (ARGS="--room R --sample N")
	@$(BIN)/python -m tests.mutants $(ARGS)

lock: setup-test ## Make the lock files anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@resources/setup/lock.sh $(ARGS)

package: setup-test ## The stand-alone programs in dist/okrskar with PyInstaller, and the list of what is inside (SBOM)
	@resources/setup/package.sh

clean: ## Remove what the other targets made
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

setup-run:
	@resources/setup/system.sh run
	@if [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ] && [ "$$(uname)" = Linux ]; then resources/setup/mail.sh || true; fi
	@resources/setup/environment.sh run

setup-test:
	@resources/setup/system.sh test
	@resources/setup/mail.sh
	@resources/setup/environment.sh test

setup-bench:
	@resources/setup/system.sh bench
	@resources/setup/environment.sh test
