# Twiza: `make demo` opens it, `make test` proves it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
export UV_NO_CONFIG := 1

.PHONY: help setup demo test check unit unit-postgres journeys bench bench-full messages frontend lock clean

help:            ## say what there is to do
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  +##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(VENV)/.ready frontend messages   ## make .venv with .venv/bin/twiza, and build the pages' scripts and styles

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	tools/system_packages pdf
	rm -rf $(VENV)
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/installer.txt
	$(VENV)/bin/uv pip sync -q --python $(PY) --require-hashes requirements/dev.txt
	$(VENV)/bin/uv pip install -q --python $(PY) --no-deps --no-build-isolation -e .
	touch $@

frontend: frontend/node_modules/.ready   ## build scripts and styles
	cd frontend && npm run --silent build

frontend/node_modules/.ready: frontend/package-lock.json
	cd frontend && npm ci --silent --no-audit --no-fund
	touch $@

messages: $(VENV)/.ready   ## compile the translations
	$(PY) tools/compile_messages.py

demo: setup   ## set up a demonstration with the whole of Morocco, and open it
	$(VENV)/bin/twiza demo

check: setup   ## the fast checks
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check -q .
	$(VENV)/bin/lint-imports --no-cache | tail -n 2
	$(VENV)/bin/mypy
	$(PY) tools/check_templates.py
	cd frontend && npm run --silent check && npm run --silent test

unit: setup
	tools/test_twice -n 2 --dist worksteal --durations=10

unit-postgres: setup
	tools/system_packages postgres
	tools/with_postgres tools/test_twice -n 2 --dist worksteal --durations=10 src/twiza

journeys: setup
	tools/system_packages chromium
	tools/test_twice journeys -n 2 --dist loadfile --durations=5

test: check unit unit-postgres journeys   ## everything: checks, unit tests on both databases, browser journeys

bench/.venv/.ready: requirements/peers.txt
	rm -rf bench/.venv
	python3 -m venv bench/.venv
	$(VENV)/bin/uv pip sync -q --python bench/.venv/bin/python --require-hashes requirements/peers.txt
	touch $@

bench: setup bench/.venv/.ready   ## measure, and write docs/explanation/figures.md
	$(PY) -m bench

bench-full: setup bench/.venv/.ready   ## the same with what takes minutes
	$(PY) -m bench --full

lock:            ## pin every dependency again, with hashes
	$(VENV)/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements/server.txt
	$(VENV)/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --extra dev -o requirements/dev.txt
	$(VENV)/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --constraint requirements/server.txt --extra fast --extra raster --extra cluster --extra parquet --extra peers -o requirements/peers.txt
	grep -A 30 '^uv==' requirements/dev.txt | awk 'NR==1 || /--hash/ {print; next} {exit}' > requirements/installer.txt

clean:           ## remove what was built (never var/)
	rm -rf $(VENV) frontend/node_modules src/twiza/web/static/web/dist
