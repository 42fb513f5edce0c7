# make run: the dashboard. make test: the tests. Everything is installed into .venv.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# Measuring data that lies beside the checkout and is never part of it.
EVAL_DATA ?= ../shared

.PHONY: run test quick long test-postgres test-kills check lint bench shots eval lock browser postgres clean

run: .venv/run
	$(BIN)/jobwise serve

test: quick long

quick: .venv/test
	$(BIN)/pytest -m "not browser" --cov --cov-report=term:skip-covered

# A real browser walks through the dashboard; a machine without one says so and skips. The same for PostgreSQL.
long: .venv/test browser test-postgres
	$(BIN)/pytest -m browser -rs
	$(BIN)/python -m benchmarks.kills --kills 12

# The store, the engine and the services on a PostgreSQL that is made for it and goes again.
test-postgres: .venv/test postgres
	$(BIN)/python -m benchmarks.postgres $(BIN)/pytest -m "not browser" -k "postgres or machine or worker" \
		tests/contract/test_store.py tests/unit/store tests/unit/engine tests/unit/services

# Kills JobWise at every commit, in calls of a model and at random times, and looks at what is left.
test-kills: .venv/test
	$(BIN)/python -m benchmarks.kills --kills 150

check: lint test

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/test browser
	$(BIN)/python -m benchmarks

shots: .venv/test browser
	$(BIN)/python -m benchmarks.shots

eval: .venv/test
	$(BIN)/python -m benchmarks.evaluation $(EVAL_DATA)

lock:
	uv pip compile --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11 \
		--extra build pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11 \
		--extra build --extra dev pyproject.toml -o tests/requirements.txt

# The browser tests want Chromium. Where apt is there it is installed; elsewhere the tests say so.
browser:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; \
	then :; \
	elif command -v apt-get >/dev/null 2>&1 && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq chromium >/dev/null; \
	else echo "NO BROWSER: install Chromium to run the browser tests. The rest runs."; fi

# Debian's package starts a server of its own unless told not to; ours is made in a temporary folder.
postgres:
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null 2>&1 && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo mkdir -p /etc/postgresql-common; \
		[ -e /etc/postgresql-common/createcluster.conf ] || \
			echo "create_main_cluster = false" | $$sudo tee /etc/postgresql-common/createcluster.conf >/dev/null; \
		{ $$sudo apt-get update -qq && $$sudo apt-get install -y -qq postgresql >/dev/null; } || true; \
	else echo "NO POSTGRESQL: install it to run the tests on it too. The rest runs."; fi

.venv/run: requirements.txt pyproject.toml
	$(call install,requirements.txt)
	@touch $@

.venv/test: tests/requirements.txt pyproject.toml
	$(call install,tests/requirements.txt)
	@touch $@ .venv/run

define install
	@test -n "$(PYTHON)" || { echo "JobWise needs Python 3.11 or newer. Install it, then try again."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing $(1) into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

clean:
	rm -rf .venv build *.egg-info shots
