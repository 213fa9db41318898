# `make demo` and `make test` do all the set-up by themselves; python3 may be 3.11, 3.12 or 3.13.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check setup clean

demo: .venv/.run
	$(BIN)/rashomon demo

# the floors and the tests at the same time, a core each; either's failure is the whole's
test: check
	sh tests/web/install_browser.sh
	$(BIN)/python -m benchmarks --check & floors=$$!; $(BIN)/pytest; tests=$$?; wait $$floors && exit $$tests

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: .venv/.dev

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

# groups need pip 25.1, older than which is what Debian ships
.venv/.dev: .venv/.run pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[doors,mcp,pandas,postgres,spark]' --group dev
	touch $@

clean:
	rm -rf .venv build dist
