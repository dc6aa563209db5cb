# make demo      everything at once, with sample exports, on this machine
# make check     lint, types and unit tests; under a minute
# make test      every test
# make prove     the longer proofs; installs Spark for them
# make spark     installs Spark, for `seuranta build --target spark`
# make accept-figures REASON="…"   takes the samples' figures of now as right, and writes down why they moved
# make benchmark how quick intake, builds, reports and their protection are
# make docs      the pages of docs/ that are written from what the product knows
.DEFAULT_GOAL := help
.PHONY: help install spark demo check test prove docs accept-figures benchmark format clean

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
IN_PARALLEL := -n auto --dist loadfile
# Tests never meet a person's own settings, and write to the project folder only.
export PYTHONDONTWRITEBYTECODE := 1

help:
	@sed -n 's/^# //p' Makefile

install: .venv/installed

.venv/installed: pyproject.toml uv.lock tools/install.sh
	@tools/install.sh

# Hundreds of megabytes: for the proofs, and for those who build on it.
spark: .venv/installed_spark

.venv/installed_spark: pyproject.toml uv.lock tools/install.sh
	@tools/install.sh spark

demo: install
	@$(BIN)/python tools/demo.py

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) -q $(IN_PARALLEL) -m "not slow and not prove" tests/unit

test: install
	@$(BIN)/python tools/needed_programs.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar dbt_project
	$(BIN)/mypy
	$(PYTEST) $(IN_PARALLEL) -m "not prove"

prove: .venv/installed_spark
	@$(BIN)/python tools/needed_programs.py java
	$(PYTEST) -m prove

docs: install
	@$(BIN)/python tools/write_docs.py

accept-figures: install
	@$(BIN)/python tools/accept_figures.py

benchmark: install
	@$(BIN)/python -m tests.benchmarks.intake
	@$(BIN)/python -m tests.benchmarks.warehouse
	@$(BIN)/python -m tests.benchmarks.reports
	@$(BIN)/python -m tests.benchmarks.disclosure

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .airflow workspace
