# make run: the bot, or the demo where no token is set.  make test: all checks and tests.
# Each makes what it needs first. VENV=DIR uses another virtual environment than .venv.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: run demo check test bench evaluate screenshots format clean

run: $(VENV)/.run
	@if [ -n "$$DISCORD_TOKEN" ] || grep -qsE '^[[:space:]]*(export[[:space:]]+)?DISCORD_TOKEN[[:space:]]*=[[:space:]]*["'\'']?[^"'\''#[:space:]]' .env; \
	then exec $(BIN)/python bot.py; \
	else echo "No DISCORD_TOKEN is set: this is the demo. See README.md for the real thing."; exec $(BIN)/python bot.py --demo; fi

demo: $(VENV)/.run
	@exec $(BIN)/python bot.py --demo

check: $(VENV)/.run
	@exec $(BIN)/python bot.py --check

# Whoever wishes for no bytecode would wait a minute more: the bot is started dozens of times.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks

evaluate: $(VENV)/.run
	@$(BIN)/python -m benchmarks evaluate

screenshots: $(VENV)/.test
	@$(BIN)/python -m tests.screenshots

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Downlink needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 1; }
	@echo "Setting up $(VENV), once; this takes a minute."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run tests/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.run benchmarks/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@
