# Every verb makes what it needs first. `make help` lists them.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
HUSTINGS := $(VENV)/bin/hustings
PIP = $(PYTHON) -m pip --python $(PY) --disable-pip-version-check --quiet
REPORT := build/nec-2018.html

.PHONY: help demo test test-slow lint docs bench lock track clean

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Debian splits ensurepip from venv and refuses system installs, so: a bare virtual environment,
# filled from outside by the system's pip.
$(PY):
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(PY)
	$(PIP) install -r requirements/run.txt
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(PIP) install -r requirements/test.txt
	@touch $@

$(VENV)/.referee: requirements/referee.txt $(VENV)/.test
	$(PIP) install -r requirements/referee.txt
	@touch $@

demo: $(VENV)/.run ## the 2018 contest as known on 1 August, and a report to open
	@mkdir -p build
	@$(HUSTINGS) forecast labour-nec nec-clp-2018-09 --as-of 2018-08-01 --report $(REPORT)
	@echo "Open $(REPORT) in a browser. How such forecasts did: $(HUSTINGS) backtest labour-nec"

test: $(VENV)/.test ## what must hold: under five minutes on two cores
	$(PY) -m pytest -n 2
	@$(MAKE) --no-print-directory lint

test-slow: $(VENV)/.referee ## the NumPyro referee and the simulations
	$(PY) -m pytest -m slow tests

lint: $(VENV)/.test ## ruff, mypy --strict and the import contracts
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo 2>/dev/null || $(VENV)/bin/lint-imports

docs: $(VENV)/.test ## write the generated parts of the documentation again
	$(PY) tools/write_record_docs.py
	$(PY) tools/write_readme.py
	$(PY) tools/write_library_docs.py

bench: $(VENV)/.referee ## speed beside peers, in one run: bench/RESULTS.md
	$(PY) bench/run.py

track: $(VENV)/.run ## score past contests again into the bundled record's track table
	$(HUSTINGS) backtest labour-nec --save-track src/hustings/records/labour-nec/track.csv
	rm -f src/hustings/records/labour-nec/*~

lock: ## pin what pyproject.toml allows (needs uv)
	uv pip compile pyproject.toml --universal -p 3.11 --no-emit-index-url --no-header --no-annotate -q -o requirements/run.txt
	uv pip compile pyproject.toml --group test --universal -p 3.11 --no-emit-index-url --no-header --no-annotate -q -o requirements/test.txt
	uv pip compile pyproject.toml --group test --group referee --universal -p 3.11 --no-emit-index-url --no-header --no-annotate -q -o requirements/referee.txt

clean: ## remove what the verbs made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
