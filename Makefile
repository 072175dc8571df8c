# Two commands for newcomers: `make demo` and `make test`. Both set up all they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check format soak clean

demo: $(READY)
	$(BIN)/tonghop demo

test: $(READY)
	.ci/prepare
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 2 --dist worksteal

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The environment is built from the lock file, hashes checked. Debian's python has no ensurepip,
# so pip of the outer interpreter installs uv into the empty environment.
$(READY): uv.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --quiet --disable-pip-version-check --python $(BIN)/python install uv==0.13.9
	$(BIN)/uv sync --quiet --locked --all-extras --inexact
	touch $(READY)

clean:
	rm -rf $(VENV) out var
