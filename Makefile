# Everything needs python3 (3.11 or later, with venv), make and git; what else it takes is
# installed into .venv/ and .venv-engine/ by the first target that needs it.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?= -n 2

BIN := .venv/bin
PIP_FLAGS := --quiet --disable-pip-version-check --no-input --require-hashes

export HOST PORT

.PHONY: run test bench soak conformance lint install

run: install
	@$(BIN)/python manage.py start

# The suite on two cores, then the floors: all of entities/dynamodb, 95 % of everything. Browsers
# are driven apart from it and untraced: what drives them swaps stacks beneath whatever traces.
test: install lint
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest -m browser tests/browser $(PYTEST_ARGS)
	$(BIN)/python -m pytest --cov --cov-report= $(PYTEST_ARGS)
	@$(BIN)/coverage report --fail-under=95; whole=$$?; \
	echo; echo "Of these, entities/dynamodb:"; \
	$(BIN)/coverage report --include='entities/dynamodb/*' --fail-under=100 && exit $$whole

lint: .venv/installed
	$(BIN)/ruff check .

bench: install
	$(BIN)/python -m benchmarks

# In parts: what has passed for this commit is passed over; make soak PART=kills runs one again.
soak: install
	@PYTEST_ARGS="$(PYTEST_ARGS)" $(BIN)/python -m tests.soak $(PART)

# On the embedded engine, or on any other: make conformance ENDPOINT=http://localhost:8001
conformance: install
	KEYROOM_CONFORMANCE_ENDPOINT="$(ENDPOINT)" $(BIN)/python -m pytest -m conformance $(PYTEST_ARGS)

install: .venv/installed .venv-engine/installed

# `make .venv` and `make .venv-engine` work as well.
.PHONY: .venv .venv-engine
.venv: .venv/installed
.venv-engine: .venv-engine/installed

# A changed list of packages makes the environment anew.
.venv/installed: requirements-dev.txt requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install $(PIP_FLAGS) -r requirements-dev.txt
	@touch $@

.venv-engine/installed: engine/requirements.txt
	$(PYTHON) -m venv --clear .venv-engine
	.venv-engine/bin/pip install $(PIP_FLAGS) -r $<
	@touch $@
