.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
WORKERS ?= 2
ARGS ?=

.PHONY: help run test unit lint format types imports qml strings translations bench soak lock setup-run setup-test setup-bench build clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup-run ## Start the demo: the app with a display, the story of one shift without (pictures in build/shots/)
	@$(BIN)/python -m ui.demo $(ARGS)

test: setup-test lint unit ## Everything that has to hold: linters, types, import contracts, QML, translations, all tests

lint: setup-test format types imports qml strings ## All the checks that run no test

unit: setup-test
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

format: setup-test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: setup-test
	@$(BIN)/mypy --strict --no-error-summary

imports: setup-test
	@$(BIN)/lint-imports --no-logo --quiet 2>/dev/null || $(BIN)/lint-imports

qml: setup-test
	@$(BIN)/python -m tests.architecture.qml

strings: setup-test
	@$(BIN)/python -m resources.translations --check

translations: setup-test ## Extract the strings anew into resources/translations and compile them
	@$(BIN)/python -m resources.translations

bench: setup-bench ## The benchmarks, each beside a bound or a peer; writes build/bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

soak: setup-test ## The long random runs
	@$(BIN)/python -m pytest -q -m soak $(ARGS)

lock: setup-test ## Make the lock files anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@resources/setup/lock.sh $(ARGS)

build: setup-test ## A stand-alone program in dist/ with PyInstaller
	@$(BIN)/uv pip install --python $(BIN)/python pyinstaller
	@$(BIN)/pyinstaller --noconfirm build.spec

clean: ## Remove what the other targets made
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

setup-run:
	@resources/setup/system.sh run
	@resources/setup/environment.sh run

setup-test:
	@resources/setup/system.sh test
	@resources/setup/environment.sh test

setup-bench:
	@resources/setup/system.sh bench
	@resources/setup/environment.sh test
