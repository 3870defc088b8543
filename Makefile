# Two commands: `make handout` writes a real handout, `make test` checks everything.
# Only Python 3.11 or newer and make are needed; the rest is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: handout test lint types pytest bench bench-batch clean
handout: .venv/ready
	@$(BIN)/worksheets handout achilles-rupture -o handout.pdf

test: lint types pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

pytest: .venv/ready
	$(BIN)/pytest

bench: .venv/ready
	$(BIN)/python -m bench

# typst is installed for this alone.
bench-batch: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m bench.batch

# Installing is tried three times: package indexes have bad moments.
.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	for try in 1 2 3; do \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' && break; \
		[ $$try -lt 3 ] && sleep 5 || exit 1; \
	done
	$(BIN)/python -m compileall -q worksheets
	@touch $@

clean:
	rm -rf .venv handout.pdf
