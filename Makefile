# Two commands for newcomers: `make demo` and `make test`. Both set up all they need.
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
# The first Python of the machine that is new enough, and a pip to go with it: Debian's Python may
# come without pip of its own in a virtual environment, but pip can install into another one.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)
PIP = $(shell if $(PYTHON) -m pip --version >/dev/null 2>&1; then echo $(PYTHON) -m pip; \
	else command -v pip3 || command -v pip; fi)

.PHONY: demo install test check format soak lock audit sbom clean

demo: $(INSTALLED)
	$(BIN)/tonghop demo

# What it takes to run for real, without the tools of whoever works on it.
install: $(INSTALLED)

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

# Many more examples than a test run has time for, other ones each time.
soak: $(READY)
	.ci/prepare
	$(BIN)/pytest -n 2 --dist worksteal --hypothesis-profile=soak

# After a change of dependencies in pyproject.toml.
lock: $(READY)
	$(BIN)/uv lock
	$(BIN)/uv export --quiet --locked --only-group setup --no-emit-project --no-header \
		--output-file .ci/setup.txt

# Everything comes from the lock file, its hashes checked; .ci/setup.txt is a part of it.
$(INSTALLED): uv.lock pyproject.toml .ci/setup.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is not installed." >&2; exit 1; }
	@test -n "$(PIP)" || { echo "pip is not installed." >&2; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PIP) --quiet --disable-pip-version-check --python $(BIN)/python \
		install --require-hashes --requirement .ci/setup.txt
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --locked --group setup --inexact
	touch $(INSTALLED)

$(READY): $(INSTALLED)
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --locked --all-extras --all-groups
	touch $(READY)

# Known faults of what the lock file names, asked of the OSV database (OSV=… for a mirror of it). Exit 1: something was
# found; exit 2: it could not be asked, which is no answer either.
OSV ?= https://api.osv.dev/
audit: $(INSTALLED)
	$(BIN)/uv audit --preview-features audit-command --locked --service-url $(OSV)

# Everything an installation is made of, with hashes, as CycloneDX 1.5.
sbom: $(INSTALLED)
	mkdir -p out
	$(BIN)/uv export --quiet --preview-features sbom-export --locked --no-dev --no-group setup \
		--format cyclonedx1.5 --output-file out/sbom.json
	@echo out/sbom.json

clean:
	rm -rf $(VENV) out var
