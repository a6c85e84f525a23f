# Two commands for a fresh machine: `make demo` and `make test`. Both need Python 3.11 or later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
LEDGER := demo-ledger.db

.DEFAULT_GOAL := help
.PHONY: help demo install install-dev test lint types contracts unit docs clean

help: ## Say what can be made.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.installed ## Install into .venv, build a ledger from the bundled reports, and show it.
	@$(BIN)/communique demo --ledger $(LEDGER)

test: lint types contracts unit ## Check style, types, imports and behaviour.

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev
	$(BIN)/lint-imports

unit: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

docs: $(VENV)/.installed-dev ## Renew docs/reference.md, docs/ontology.md and the outputs shown in the documentation.
	$(BIN)/python tools/make_reference.py
	$(BIN)/python tools/make_ontology_page.py
	$(BIN)/python tools/run_examples.py

install: $(VENV)/.installed ## Install into .venv.

install-dev: $(VENV)/.installed-dev ## Install into .venv with the tools of development.

clean: ## Remove the virtual environment, caches and the demo ledger.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf src/*.egg-info $(LEDGER) $(LEDGER)-wal $(LEDGER)-shm
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; say which with PYTHON=...")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing into $(VENV), which takes a minute or so ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing into $(VENV) with development tools, which takes a minute or so ..."
	@$(PIP) --editable ".[dev]"
	@touch $@ $(VENV)/.installed
