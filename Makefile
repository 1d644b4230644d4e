# Attest: `make run` opens it, `make help` tells the rest. Needs make and Python 3.11 or newer, nothing else.
.DEFAULT_GOAL := help
.PHONY: help run test check bench gallery format lock clean
.DELETE_ON_ERROR:

PORT ?= 8501
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all:
COMPILE := $(BIN)/uv pip compile --quiet --no-config --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --python-version 3.11

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## open Attest at http://127.0.0.1:8501 (PORT=9000 make run: elsewhere)
	@exec $(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/.test ## run all tests, browser and PostgreSQL included (ARGS="-k name": some)
	@sh .ci/programs chromium postgresql
	@$(BIN)/python -m pytest $(or $(ARGS),--numprocesses 2)

check: $(VENV)/.test ## look at format, lint and types; changes nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/.test ## measure Attest beside the usual recipe and st-link-analysis (about 20 minutes)
	@sh .ci/programs chromium
	@$(BIN)/python -m tests.benchmarks $(ARGS)

gallery: $(VENV)/.test ## write the opening view in every format (ARGS: a folder)
	@$(BIN)/python -m tests.gallery $(ARGS)

format: $(VENV)/.test ## put the code into its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(VENV)/.test ## write both requirements.txt anew from requirements.in (ARGS=--upgrade: newest versions)
	@$(COMPILE) $(ARGS) requirements.in --output-file requirements.txt
	@$(COMPILE) $(ARGS) tests/requirements.in --output-file tests/requirements.txt

clean: ## remove what can be made again; the database under var/ stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find app.py graph tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is younger than the lock it was installed from; an interrupted installation leaves none.
$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what Attest runs on into $(VENV) (once, half a minute) ..."
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.test: tests/requirements.txt $(VENV)/.run
	@echo "Installing what the tests need into $(VENV) (once, half a minute) ..."
	@$(INSTALL) -r tests/requirements.txt
	@touch $@

$(BIN)/python:
	@sh .ci/python $(VENV)
