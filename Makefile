# Lotse: `make run` and `make test` do all the set-up themselves.

VENV   := .venv
PYTHON := $(VENV)/bin/python
READY  := $(VENV)/.ready
export HF_HUB_OFFLINE := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test test-model ingest chat eval gate bench corpus new-guide screens lint check clean

help:       ## this list
	@grep -E '^[a-z-]+: .*##' Makefile | sed -E 's/: [^#]*##/\t/'

setup: $(READY)   ## venv, pinned dependencies, model

$(READY): requirements.lock pyproject.toml
	@echo "==> Python-Umgebung in $(VENV)"
	@test -x $(PYTHON) || python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --upgrade "pip>=26"
	@echo "==> Pakete in festen Fassungen (einmalig, einige Minuten)"
	$(PYTHON) -m pip install --no-deps --progress-bar on -r requirements.lock
	$(PYTHON) -m pip install --quiet --no-deps --editable .
	@echo "==> Modell auspacken"
	$(PYTHON) -m ingest model
	@touch $@

run: setup  ## ingest the corpus and serve the chat on 127.0.0.1:8000
	$(PYTHON) -m ingest run || $(PYTHON) -m ingest status >/dev/null
	$(PYTHON) -m api

test: setup ## the whole test suite except the slow tests, in two processes
	$(PYTHON) -m pytest -m "not slow" -rs -n 2 --dist loadfile

test-model: setup   ## against a real language model: llama.cpp and SmolLM2, both out of wheels
	$(PYTHON) -m pytest -m model

ingest: setup   ## read new and changed guides, publish a release
	$(PYTHON) -m ingest run

chat: setup ## ask in the terminal
	$(PYTHON) -m assistant

eval: setup ## all suites, Lotse and its neighbours: a table and runs/…/report.html
	$(PYTHON) -m evals all

gate: setup ## all suites against evals/baseline.json
	$(PYTHON) -m evals gate

bench: setup    ## speed, as ratios of paired runs
	$(PYTHON) -m evals bench evals/suites/grundlagen.jsonl

corpus: setup   ## render the reports that are PDFs from their source, then check everything
	$(PYTHON) corpus/render.py
	$(PYTHON) -m evals corpus

new-guide: setup    ## a guide from the template: ID=kuerzel TITEL="Ein Titel"
	$(PYTHON) corpus/new_guide.py "$(ID)" "$(TITEL)"

screens: setup  ## pictures of all pages and states into docs/screens; needs chromium
	$(PYTHON) -m tests.browser.screens

lint: setup ## ruff and mypy, strict
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

check: lint test    ## what CI checks

clean:      ## remove venv, index, model and runs; the corpus stays
	rm -rf $(VENV) var runs .mypy_cache .pytest_cache .ruff_cache
