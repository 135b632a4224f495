# Everything is reached from here; `make help` lists it.
#
# PYTHON     the interpreter to set up with; the first of the usual names that is new enough if left out
# PIP_EXTRA  further arguments of pip, such as an index of your own or of CPU builds of PyTorch: the usual index serves
#            a CUDA build on Linux/x86-64, which works as well but is several gigabytes larger
# SECONDS    how long to fuzz
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

MINIMUM := 3, 11
IS_NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < ($(MINIMUM)))' 2>/dev/null
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name $(IS_NEW_ENOUGH) && echo $$name && break; done)
PIP_EXTRA ?=
SECONDS ?= 600

BIN := .venv/bin
READY := .venv/ready
DEMO := samples/sample-spec.pdf samples/sample-contract.pdf
REPORTS := out/report.html out/report.xlsx out/report.json

.PHONY: help demo serve test lint bench fuzz samples docs train clean

help: ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do \
		printf '  make %-8s %s\n' "$$name" "$$text"; done

$(READY): pyproject.toml requirements.lock
	@"$(or $(PYTHON),false)" $(IS_NEW_ENOUGH) || { \
		echo "Python 3.11 or newer is needed; $(or $(PYTHON),python3) is older or missing." \
		"Install one and run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	"$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock $(PIP_EXTRA) torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock $(PIP_EXTRA) -e '.[dev]'
	@touch $@

# Exit code 1 of `check` says that there are gaps, which is what the demonstration shows.
demo: $(READY) ## check the two sample documents and write the report as a page, a workbook and JSON
	@$(BIN)/morenashi check $(DEMO) || [ $$? -eq 1 ]
	@mkdir -p out
	@for report in $(REPORTS); do \
		$(BIN)/morenashi check $(DEMO) --format "$${report##*.}" -o "$$report" || [ $$? -eq 1 ] || exit; done
	@echo; echo 'レポートを書き出しました:'; for report in $(REPORTS); do echo "  $(CURDIR)/$$report"; done

serve: $(READY) ## serve the web pages and the REST API on this machine
	$(BIN)/morenashi serve

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

lint: $(READY) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY) ## time a whole check, extraction and matching, against plain text extraction and tokenization
	$(BIN)/python -m benchmarks.end_to_end
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.matching

fuzz: $(READY) ## read spoiled files for SECONDS (600) and keep those that bring a reader down
	$(BIN)/python tests/extractors/hostile/fuzz.py --seconds $(SECONDS)

samples: $(READY) ## make the sample documents again (needs LibreOffice)
	$(BIN)/python -m samples.build

docs: $(READY) ## make the reference documentation again
	$(BIN)/python -m app.reference

train: $(READY) ## learn the weights again from the labelled clauses and documents
	$(BIN)/python -m training.train

clean: ## remove everything that was made here, the environment too
	rm -rf .venv out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
