# The portal's two commands are `make demo` and `make test`; `make help` lists the others.
# Every recipe is one simple command, so that make starts it directly and a signal sent to make reaches it.

export PORT SANSHU_DATA_DIR SANSHU_PG_BIN SANSHU_CHROMIUM
# A run starts a hundred processes: whatever the machine says elsewhere, here each module is compiled once, not by each.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUN := $(PY) -m sanshu.runtime run --
WORKERS ?= 3
FILMS ?= phone or desk
PYTEST := $(PY) -m pytest -p tools.pytest_no_skips -p tools.pytest_own_redis -p tools.pytest_one_world
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
UV := uv==0.13.9

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check unit stories migrations sabotage bench long lock clean messages browser format

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

demo: $(VENV)/.demo messages ## the whole portal on http://127.0.0.1:$PORT (8000), until Ctrl-C
	@$(PY) -m sanshu.runtime demo

# The house rules (tests/architecture) have run in `check`.
test: $(VENV)/.test messages browser check ## every check and test, a real browser included
	$(RUN) $(PYTEST) -n $(WORKERS) -m "not long" --ignore=tests/architecture

check: $(VENV)/.test messages ## format, lint, types, import contracts, migrations, templates, house rules
	$(PY) -m tools.check

unit: $(VENV)/.test messages ## tests without a browser
	$(RUN) $(PYTEST) -n $(WORKERS) -m "not long and not browser and not story"

stories: $(VENV)/.test messages browser ## the six story films, by clicks in a real browser
	$(RUN) $(PYTEST) tests/stories/test_films.py -p no:randomly -k "$(FILMS)"

migrations: $(VENV)/.test ## every migration on an empty database
	$(RUN) $(PY) manage.py migrate --noinput --verbosity 1

sabotage: $(VENV)/.test messages ## each planted defect must turn a named test red
	$(RUN) $(PY) -m tests.sabotage

bench: $(VENV)/.test messages ## measure beside bare baselines, into docs/measurements.md
	$(RUN) $(PY) -m benchmarks

long: $(VENV)/.test messages browser ## chaos, fuzz and province runs
	$(RUN) $(PYTEST) -m long

format: $(VENV)/.test ## put the code into the house's format
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .
	-$(PY) -m djlint --reformat --quiet templates

lock: $(PY) ## pin all dependencies again, with hashes, for Python 3.11 to 3.13
	$(PY) -m pip install --quiet --disable-pip-version-check $(UV)
	$(LOCK) requirements/base.in -o requirements.txt
	$(LOCK) requirements/embedded.in -o requirements-embedded.txt
	$(LOCK) requirements/test.in -o requirements-test.txt

clean: ## remove what was installed and built; the demo's data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.mo' -not -path './.venv/*' -delete

messages: $(VENV)/.demo
	@$(PY) -m tools.compile_messages

browser: $(VENV)/.test
	@$(PY) -m tools.chromium

$(PY):
	@python=$$(tools/find_python.sh $(PYTHON)) && echo "· 建立 Python 环境 / making .venv with $$python …" && "$$python" -m venv $(VENV)

$(VENV)/.demo: requirements-embedded.txt | $(PY)
	@echo "· 安装依赖（首次约一分钟） / installing dependencies, about a minute the first time …"
	@$(INSTALL) -r requirements-embedded.txt
	@touch $@

$(VENV)/.test: requirements-test.txt | $(PY)
	@echo "· 安装测试依赖 / installing what the tests need …"
	@$(INSTALL) -r requirements-test.txt
	@touch $@ $(VENV)/.demo
