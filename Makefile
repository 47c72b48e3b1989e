# Everything here needs only Python 3.11 or newer, make, and a network that reaches a package index.
PYTHON ?= python3
DUMPS ?= seeds
OUT ?= data
GOLD ?=
SECONDS ?= 600
BIN := .venv/bin
# The locked packages and the project itself; made once a lock.
VENV := .venv/.made
# The peers of the benchmark beside them.
BENCH := .venv/.bench

.DEFAULT_GOAL := run
.PHONY: run test ui bench fuzz lint calibrate accuracy questions docs lock

run: $(VENV)  ## build DUMPS (default: seeds/) into OUT (default: data/)
	$(BIN)/paperfacts build $(DUMPS) --out $(OUT)

test: $(VENV)  ## the whole test suite
	$(BIN)/python -m pytest

ui: $(VENV)  ## the Dagster page, with a home that keeps its runs
	mkdir -p .dagster
	cp assets/dagster.yaml .dagster/dagster.yaml
	DAGSTER_HOME="$(CURDIR)/.dagster" $(BIN)/python -m assets.partitions
	DAGSTER_HOME="$(CURDIR)/.dagster" $(BIN)/dagster dev --workspace workspace.yaml

bench: $(BENCH)  ## speed and memory, beside peers; docs/speed.md keeps the run of PAPERFACTS_RECORDS
	$(BIN)/python -m bench

lint: $(VENV)  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fuzz: $(VENV)  ## fuzz every reader of dumps and the extractor for SECONDS each (or only TARGET), on Linux
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[fuzz]"
	for target in $(or $(TARGET),$(notdir $(wildcard tests/fuzz/corpus/*))); do \
		nice -n 10 $(BIN)/python tests/fuzz $$target -max_total_time=$(SECONDS) || exit; done

calibrate: $(VENV)  ## the confidence of each rule, by GOLD and docs/accuracy/
	$(BIN)/python -m pipeline.accuracy calibrate $(OUT) $(GOLD)

accuracy: $(VENV)  ## docs/accuracy.md: OUT against GOLD and docs/accuracy/
	$(BIN)/python -m pipeline.accuracy report $(OUT) $(GOLD)

questions: $(VENV)  ## the answers in docs/questions.md, of OUT
	$(BIN)/python docs/questions.py $(OUT)

docs: $(VENV)  ## the documents that are generated
	$(BIN)/python -c "from pipeline import tables; print(tables.to_markdown(), end='')" > docs/tables.md
	$(BIN)/python -c "from pipeline.rules import catalogue; print(catalogue.to_markdown(), end='')" > docs/rules.md

lock: $(VENV)  ## newest versions of what pyproject.toml asks for
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements.lock

$(VENV): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(BENCH): $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[bench]'
	touch $@
