PYTHON := .venv/bin/python
STORE := $(or $(PAYLATER_STORE),data/store)

.DEFAULT_GOAL := help
.PHONY: help run serve test test-notebooks test-spark test-long test-faults check format bench bench-scale bench-features bench-training bench-tables bench-explain bench-portfolio dictionary clean

help:
	@echo "make run     set up, build the demo if there is no store, open the workbench"
	@echo "make serve   the checkout service alone, on the same store"
	@echo "make test    set up, run every test but notebooks and those on Spark"
	@echo "make test-notebooks   execute the notebooks (minutes)"
	@echo "make test-spark   install Spark, run the tests on it (Java 17; two minutes)"
	@echo "make test-long   what make test leaves out: the browser in more variants, every stage by command, what a model learns from the world"
	@echo "make test-faults   kill the checkout service 100 times, send it 20,000 random requests (a quarter of an hour)"
	@echo "make check   lint, format and types"
	@echo "make bench   measure what the design gives a figure for"
	@echo "make bench-scale   draw a marketplace of 100 million sales (minutes, 4 GB of disk)"
	@echo "make bench-features   point-in-time features on 100 million sales, four engines side by side"
	@echo "make bench-training   a training beside a bare CatBoost fit, and a million cases (minutes)"
	@echo "make bench-tables   train's defaults against other models on real tables (minutes)"
	@echo "make bench-explain   explaining beside explainerdashboard, shapash and DiCE (ten minutes, 2 GB of disk)"
	@echo "make bench-portfolio   every tab of the executive pages on a million loans; the loss simulation beside NumPy and Numba (half an hour, 5 GB of disk)"
	@echo "make dictionary   write data/README.md's tables and features anew"

run: .venv/ready
	@test -f "$(STORE)/history.duckdb" || $(PYTHON) -m pipelines demo --store "$(STORE)"
	@PAYLATER_STORE="$(STORE)" $(PYTHON) -m streamlit run dashboard/server.py

serve: .venv/ready
	@test -f "$(STORE)/history.duckdb" || $(PYTHON) -m pipelines demo --store "$(STORE)"
	@$(PYTHON) -m pipelines serve --store "$(STORE)"

test: .venv/ready
	@$(PYTHON) -m pytest

test-notebooks: .venv/ready
	@$(PYTHON) -m pytest --nbmake notebooks

test-spark: .venv/ready .venv/spark
	@$(PYTHON) -m pytest -m spark -n 0 tests/features/test_spark.py

test-long: .venv/ready
	@$(PYTHON) -m pytest -m long -n 0

test-faults: .venv/ready
	@$(PYTHON) -m tests.faults

check: .venv/ready
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

format: .venv/ready
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

bench: .venv/ready .venv/bench
	@$(PYTHON) -m tests.benchmarks

bench-scale: .venv/ready
	@$(PYTHON) -m tests.benchmarks.world

bench-features: .venv/ready .venv/bench
	@$(PYTHON) -m tests.benchmarks.features --folder data/bench

bench-training: .venv/ready
	@$(PYTHON) -m tests.benchmarks.training --million

bench-tables: .venv/ready .venv/bench
	@$(PYTHON) -m tests.benchmarks.tables

bench-explain: .venv/ready .venv-rivals/ready
	@$(PYTHON) -m tests.benchmarks.rivals

bench-portfolio: .venv/ready
	@$(PYTHON) -m tests.benchmarks.million_loans data/bench-loans

dictionary: .venv/ready
	@$(PYTHON) -m pipelines.dictionary

clean:
	rm -rf .venv .venv-rivals data/store

# Any Python from 3.11 to 3.13 will do; the newest of those the machine has by another name is tried
# only where `python3` itself is older or newer.
.venv/ready: requirements.txt pyproject.toml
	@fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; \
	for python in python3 python3.13 python3.12 python3.11; do \
		if $$python -c "$$fits" >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Python 3.11, 3.12 or 3.13 is needed; none was found" >&2; exit 1; fi; \
	test -x $(PYTHON) || $$found -m venv .venv
	@echo "installing the dependencies into .venv (a few minutes the first time)" >&2
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

# Only tests, and `--engine spark`, need Spark, which is as large as all else together.
.venv/spark: .venv/ready
	@echo "installing Spark into .venv for the tests that use it" >&2
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable ".[spark]"
	@touch $@

.venv/bench: .venv/ready
	@echo "installing what the benchmarks compare with into .venv" >&2
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable ".[bench,spark]"
	@touch $@

# The rivals hold older versions of what the workbench uses, so they live apart from it.
.venv-rivals/ready: tests/benchmarks/rivals/requirements.txt | .venv/ready
	@echo "installing what explaining is compared with into .venv-rivals" >&2
	@test -x .venv-rivals/bin/python || $(PYTHON) -m venv .venv-rivals
	@.venv-rivals/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
