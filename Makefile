# make demo: set up and run the main job on a fixture.   make test: set up and run every test.
# make check: style, types, import contract, docs.       make bench: ratios of speed and memory.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d%d" % sys.version_info[:2])')
CONSTRAINTS := constraints/py$(VERSION).txt
STAMP := $(VENV)/.installed-$(VERSION)

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench regen fixtures lock docs clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(STAMP): pyproject.toml $(CONSTRAINTS)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint $(CONSTRAINTS) --editable '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/townmeeting analyze fixtures/documents/midorino-town-meeting.txt

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/make_fixtures.py --check
	$(BIN)/python scripts/make_docs.py --check
	$(BIN)/python scripts/check_sizes.py

fix: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python scripts/make_docs.py

fixtures: $(STAMP)
	$(BIN)/python scripts/make_fixtures.py

regen: $(STAMP)
	TOWNMEETING_REGEN=1 $(BIN)/python -m pytest tests/test_goldens.py || true

bench: $(STAMP)
	$(BIN)/python scripts/bench.py

lock: $(STAMP)
	$(BIN)/python scripts/lock.py

clean:
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
