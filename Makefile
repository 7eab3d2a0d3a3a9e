# The contract of commands stands in README.md. Everything runs in .venv with hash-locked packages.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo setup setup-dev test test-long lint bench messages

demo: setup
	$(BIN)/python manage.py demo --port $(PORT)

setup: .venv/.locked
setup-dev: .venv/.locked-dev

# The stamp is written last: a start that was killed half-way begins this step anew.
.venv/.locked: requirements.txt
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/.locked-dev: requirements-dev.txt .venv/.locked
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

test: setup-dev
	$(BIN)/python -m tests.run

test-long: setup-dev
	$(BIN)/python -m tests.run --long

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint templates --quiet

bench: setup-dev
	$(BIN)/python -m tests.benchmarks $(ONLY)

messages: setup-dev
	$(BIN)/python manage.py makemessages --locale id --no-location --no-wrap --ignore .venv --ignore tests --ignore var
	$(BIN)/python manage.py compilemessages --locale id --ignore .venv
