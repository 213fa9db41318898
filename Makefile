# `make demo` and `make test` do all the set-up by themselves; python3 may be 3.11, 3.12 or 3.13.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# a lock file names all there is to install, so that pip has nothing to resolve
INSTALL := $(PIP) install --no-deps --no-compile --require-hashes --requirement
# pip compiles nothing that may never be imported; what is imported is compiled once, and not by each process anew
export PYTHONDONTWRITEBYTECODE :=
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header

.PHONY: demo test floors servers tests programs check setup lock manifest wheel clean

demo: .venv/.run
	$(BIN)/rashomon demo

# all parts at once, so that no core waits; what a part says comes when it is done, and the failure of one is that of the whole
test:
	$(MAKE) --no-print-directory --jobs 4 --output-sync=target floors tests servers check

# figures and their floors, on what the tests leave of the cores
floors: .venv/.run
	nice $(BIN)/python -m benchmarks --check

SERVERS := tests/web tests/scale

# the tests in two halves: those that share a browser, a reading room or a cluster, and the others
servers: .venv/.dev programs
	$(BIN)/pytest $(SERVERS)

tests: .venv/.dev programs
	$(BIN)/pytest $(SERVERS:%=--ignore=%)

programs:
	sh tests/install_programs.sh

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: .venv/.dev

.venv/bin/python:
	$(PYTHON) -m venv .venv

# what is installed stands in `lock/`, version by version with its digests, the back end of the build among it
.venv/.run: .venv/bin/python pyproject.toml lock/run.txt
	$(INSTALL) lock/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.run lock/dev.txt
	$(INSTALL) lock/dev.txt
	touch $@

# write the lock files again: only what pyproject.toml now asks for changes; `make lock UPGRADE=--upgrade` takes the newest of all
lock: .venv/.run
	$(PIP) install 'uv>=0.9'
	$(LOCK) $(UPGRADE) pyproject.toml --all-extras --group dev --generate-hashes --output-file lock/dev.txt
	$(LOCK) $(UPGRADE) pyproject.toml --group build --constraint lock/dev.txt --generate-hashes --output-file lock/run.txt
	$(LOCK) $(UPGRADE) pyproject.toml --all-extras --constraint lock/dev.txt --no-annotate --output-file src/rashomon/data/tested.txt
	$(BIN)/python -m supply.manifest

# write the digests of the data files again
manifest: .venv/.run
	$(BIN)/python -m supply.manifest

# build wheel and sdist twice, in different places, at different times; they lie in `dist` if they are equal
wheel: .venv/.run
	$(BIN)/python -m supply.reproduce

clean:
	rm -rf .venv build dist
