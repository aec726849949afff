# The two commands of a newcomer are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
STAMP   = $(VENV)/.installed

.PHONY: help demo test test-fast coverage mutation check lint format lock docs bench clean

help:  ## show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

$(STAMP): requirements/lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "verantwoord needs Python 3.11 or newer; this is %d.%d. Run: make PYTHON=python3.11 ..." % v[:2])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)  ## build both releases under out/ and say which page to open
	@$(BIN)/verantwoord demo --out out

test: $(STAMP)  ## run the whole test suite
	@if command -v npm >/dev/null; then npm --prefix tests/browser ci --silent --no-audit --no-fund || echo "axe-core is not installed: the browser tests are skipped"; fi
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0

# what a change of a rule, a figure or a sentence breaks first; another part: make test-fast FAST=tests/unit/deliveries
FAST ?= tests/golden tests/sentences tests/spec $(addprefix tests/unit/,charts disclosure engine formula model register wording)
test-fast: $(STAMP)  ## run a choice in two minutes: no slow tests, few examples; FAST=tests/unit/deliveries chooses another part
	@VERANTWOORD_FAST=1 $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -q -m "not slow and not browser" --ignore tests/unit/model/packs $(FAST)

coverage: $(STAMP)  ## measure which lines and branches the tests reach, and write docs/coverage.md
	@$(BIN)/python -m tests.coverage

mutation: $(STAMP)  ## mutate one package and say what lives: make mutation PACKAGE=formula
	@$(BIN)/python -m tests.mutation $(or $(PACKAGE),formula)

lint: $(STAMP)  ## style, types, import contracts, licences
	$(BIN)/ruff format --check src examples bench tests
	$(BIN)/ruff check src examples bench tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/reuse lint --quiet

format: $(STAMP)  ## put the code in the agreed form
	$(BIN)/ruff format src examples bench tests
	$(BIN)/ruff check --fix src examples bench tests

lock:  ## resolve the dependencies anew (needs uv); writes no index address
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements/lock.txt
	uv pip compile pyproject.toml --all-extras --group dev --group bench --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements/bench.txt

.PHONY: kept
kept:  ## make the kept release anew with the oldest versions allowed (needs uv and Python 3.11)
	sh tests/kept/make.sh

clean:  ## remove what was made
	rm -rf out $(VENV) .pytest_cache .mypy_cache .ruff_cache

docs: $(STAMP)  ## write the generated pages of docs/
	$(BIN)/python -m tests.docs.generated
	$(BIN)/python -m tests.docs.tutorial
	$(BIN)/python -m tests.gold.measure

bench: $(STAMP)  ## measure the speed on a small scale; see docs/performance.md for the large one
	$(BIN)/python -m verantwoord_bench --scale klein
