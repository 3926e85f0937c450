# Two commands for everybody (`make demo`, `make test`) and one for those who change the code (`make check`).
# They need Python 3.11 and make; everything else is brought into .venv, pinned and hash-checked.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
# Commands then start without compiling what they import, even where Python may not write beside its sources.
export UV_COMPILE_BYTECODE := 1
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python

.PHONY: demo test test-all journeys check format docs setup lock clean

demo: .venv/.run
	$(BIN)/padan demo --serve

# The tests of one file share what they make: on one process, it is made once. tests/conftest.py says which go first.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test: .venv/.dev
	$(PYTEST) -m "not slow and not journey"

# Stories in a real Chromium (Debian: apt-get install chromium-headless-shell, or chromium). PADAN_PICTURES names a folder
# for the screenshots.
journeys: .venv/.dev
	$(PYTEST) tests/journeys

# Commands that work on the office's database.
ON_A_DATABASE := $(addprefix tests/app/test_,regency_accounts.py serve.py upgrading.py worker.py)

# Tests of the parts that promise a coverage: tracing costs half as much again, so the others go without, and so do those
# files of these parts that have slow ones.
PROMISED := $(addprefix tests/,contracts demo kernel pipeline reference rules twins)
SLOW = $(shell grep -rl "mark.slow" $(PROMISED) --include=*.py)
OTHERS := $(filter-out $(PROMISED) tests/journeys tests/__pycache__,$(patsubst %/,%,$(wildcard tests/*/)))

# What CI runs: every test, more fuzzing (600 examples of each property: some 2,500 damaged files and rows), the tests of
# the office's database on PostgreSQL too, and the coverage that the project promises.
test-all: export PADAN_FUZZ_EXAMPLES ?= 600
test-all: .venv/.dev
	rm -f .coverage .coverage.*
	$(PYTEST) --cov --cov-report= $(PROMISED) $(addprefix --ignore=,$(SLOW))
	$(BIN)/coverage report --include="src/padan/kernel/*,src/padan/contracts/*,src/padan/rules/*" --fail-under=100 --skip-covered
	$(BIN)/coverage report --include="src/padan/pipeline/*" --fail-under=95 --skip-covered
	$(PYTEST) $(OTHERS) $(SLOW)
	DATABASE_URL=$${PADAN_TEST_DATABASE_URL:?names a PostgreSQL for the tests} $(PYTEST) --of-the-database tests/office tests/web $(ON_A_DATABASE)

check: .venv/.dev
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/.dev
	$(BIN)/ruff format src tests benchmarks tools
	$(BIN)/ruff check --fix src tests benchmarks tools

# Pages made from the contracts and from the drawn tables of the tests: commit what changes.
docs: .venv/.dev
	$(BIN)/python -m padan.app.docs
	$(BIN)/python -m tools.rule_pages

setup: .venv/.dev

.venv/bin/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
		|| { echo "Padan needs Python 3.11, 3.12 or 3.13: make PYTHON=/path/to/python3.11 demo"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.run: .venv/bin/uv requirements/base.txt pyproject.toml
	$(INSTALL) --require-hashes -r requirements/base.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src/padan
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# After a change of dependencies. The lock itself names download addresses and is not committed.
lock: .venv/bin/uv
	$(BIN)/uv lock
	$(BIN)/uv export --quiet --no-header --no-emit-project --no-dev --group build --format requirements-txt -o requirements/base.txt
	$(BIN)/uv export --quiet --no-header --no-emit-project --group build --group dev --format requirements-txt -o requirements/dev.txt

clean:
	rm -rf .venv .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache demo
