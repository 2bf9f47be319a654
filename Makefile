# Everything is behind two commands: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Any Python from 3.9 on can run the set-up; it looks for 3.11 and 3.10 itself.
PYTHON ?= $(firstword $(shell command -v python3.11 python3 python 2>/dev/null) python3)
BIN := $(if $(MADOGUCHI_APP_ENV),$(MADOGUCHI_APP_ENV),.venv)/bin
DOCS_BIN := $(if $(MADOGUCHI_DOCS_ENV),$(MADOGUCHI_DOCS_ENV),.venv-docs)/bin
SETUP := $(PYTHON) ops/setup.py
PYTEST := $(BIN)/python -m pytest

.PHONY: help run dev demo-data screenshots setup test-setup test check lint format typecheck contract unit unit-of-the-desk unit-of-the-rest unit-all integration test-postgres e2e eval bench bench-quality docs docs-serve docs-setup mutation mutation-sample coverage reference lock notices clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# What works in the app's environment and does not make it says so where there is none.
demo-data screenshots lint format typecheck contract unit unit-of-the-desk unit-of-the-rest unit-all integration test-postgres reference notices: | $(BIN)/python

$(BIN)/python:
	@echo "There is no environment in $(@D) yet: run make setup (for lint and tests: make test-setup)" >&2; exit 1

run: ## Set up what is missing, start the desk, print its addresses (Ctrl-C ends it)
	@$(SETUP) --check-port
	@exec $(BIN)/madoguchi serve

dev: ## The same, and all but Rasa starts again when code, wording or a policy changes (nothing is trained anew)
	@$(SETUP) --check-port
	@exec $(BIN)/madoguchi serve --dev

demo-data: ## Fill an empty desk with invented data for every page; prints a receipt with its code, and an account
	$(BIN)/madoguchi demo-data

screenshots: ## Take README's pictures and one of each page, of a desk of its own with demo data (needs Chromium)
	$(BIN)/python -m docs.screenshots

setup: ## Make both environments, build the index, train the models
	@$(SETUP)

test-setup:
	@$(SETUP) --for test

test: test-setup check ## Set up, lint, check types and imports, run all tests
	$(PYTEST) tests

check: lint typecheck contract ## Linter, formatter, types, import contract

lint: ## Linter and formatter check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: ## Format, and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

typecheck: ## Strict type check
	$(BIN)/mypy

contract: ## Which package may import which
	$(BIN)/lint-imports

# Tests' files lie in memory where programs may be started from there and 300 MB are free (a container has 64 often), and
# each goes with its test.
IN_MEMORY = $(shell test -w /dev/shm && test "$$(df -k --output=avail /dev/shm | tail -1)" -gt 300000 && ! grep -q '^[^ ]* /dev/shm .*noexec' /proc/mounts && echo PYTEST_DEBUG_TEMPROOT=/dev/shm)
FAST = env -u PYTHONDONTWRITEBYTECODE OPENBLAS_NUM_THREADS=1 $(IN_MEMORY) $(PYTEST) -m "not slow" -q --hypothesis-profile=quick --name-slow 1 --silent-passes --fold \
  -p no:faker -p no:anyio -o tmp_path_retention_policy=failed

# Two runs of pytest side by side, each over its folders: on two cores a third faster than processes that all collect
# everything and tell each other of each test.
unit: ## Unit tests, the fast ones; one part: make unit PART=tests/unit/desk (those marked slow: make unit-all)
ifdef PART
	$(FAST) $(PART)
else
	@$(MAKE) --no-print-directory -j 2 --output-sync=target -k unit-of-the-desk unit-of-the-rest
endif

unit-of-the-desk: # both at once may not write pytest's cache: what had failed is known of the rest only
	$(FAST) tests/unit/desk tests/unit/api -p no:cacheprovider

unit-of-the-rest:
	$(FAST) $(filter-out tests/unit/desk tests/unit/api %__pycache__ %.py,$(wildcard tests/unit/*))

unit-all: ## All unit tests, the slow ones too
	$(PYTEST) tests/unit

integration: ## Tests with real Rasa, index and database
	$(PYTEST) tests/integration

test-postgres: ## The same integration tests on a PostgreSQL server of their own (needs initdb, postgres)
	MADOGUCHI_TEST_DATABASE_URL=$(or $(MADOGUCHI_TEST_DATABASE_URL),temporary) \
	  $(PYTEST) $(addprefix tests/integration/,desk api console channels slack http)

e2e: test-setup ## Browser tests
	$(PYTEST) tests/e2e

eval: setup ## Questions and dialogues of tests/eval: a table and an HTML report
	$(BIN)/madoguchi evaluate

bench: setup ## Measure look-up, turn and memory on this machine
	$(BIN)/python -m benchmarks

bench-quality: setup ## The same questions to BM25, e5, Haystack, LlamaIndex and this desk
	@$(SETUP) --for compare --only peers-packages || echo "Going on without Haystack and LlamaIndex."
	$(BIN)/python -m benchmarks.quality

docs: docs-setup ## The documents as a site in var/site (strict: a link that leads nowhere is an error)
	@NO_MKDOCS_2_WARNING=1 $(DOCS_BIN)/mkdocs build --strict --quiet
	@echo "var/site/index.html"

docs-serve: docs-setup ## The same, served on port 8000 and renewed while one writes
	NO_MKDOCS_2_WARNING=1 $(DOCS_BIN)/mkdocs serve --strict

docs-setup:
	@$(SETUP) --for docs --only docs-packages

coverage: test-setup ## What unit and integration tests run, in every process; one part: make coverage PART=tests/unit/desk
	rm -rf var/coverage && mkdir -p var/coverage
	status=0; $(BIN)/python -m coverage run -m pytest $(or $(PART),tests/unit tests/integration) -q || status=$$?; \
	  $(BIN)/python -m coverage combine --quiet && $(BIN)/python -m coverage html --quiet --directory var/coverage/html && \
	  $(BIN)/python -m coverage report --sort=cover && exit $$status

mutation: ## Break rules one by one and see which tests notice: make mutation MODULES="calendar/dues.py" MINUTES=30 (all: an hour)
	@$(SETUP) --for mutate --only mutation-packages
	@$(BIN)/python -m ops.mutation $(MODULES) $(if $(MINUTES),--minutes $(MINUTES))

mutation-sample: ## Of all mutants of knowledge/ and desk/ a sample, and the share that a unit test notices: make mutation-sample N=200 MINUTES=60 FOLDERS="desk api"
	@$(SETUP) --for mutate --only mutation-packages
	@$(BIN)/python -m ops.mutation.whole $(FOLDERS) $(if $(N),--sample $(N)) $(if $(MINUTES),--minutes $(MINUTES))

reference: ## Write docs/reference/commands.md anew from the commands' help
	$(BIN)/python -m ops.commands_page

lock: ## Write requirements/*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
	@$(SETUP) --only tools app-env
	$(BIN)/python -m ops.lock $(if $(UPGRADE),--upgrade)

notices: ## Write THIRD_PARTY_NOTICES.md anew from the locks
	$(BIN)/python -m ops.notices

clean: ## Remove caches and everything that set-up can build again
	rm -rf build *.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	rm -rf var/stamps var/index var/topics var/models var/rasa var/wheels var/log/setup
	find . -name __pycache__ -not -path './.venv*' -type d -prune -exec rm -rf {} +

distclean: clean ## Also remove the environments (not the database and its key)
	rm -rf .venv .venv-rasa .venv-peers .venv-docs .venv-mutation var/tools
