# Each works on a fresh machine: it makes .venv and installs what is pinned in requirements.txt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install dashboard test check messages

$(VENV)/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

install: $(VENV)/installed

dashboard: $(VENV)/installed
	@$(BIN)/python -m pipelines refresh || { \
		$(BIN)/python -m pipelines status >/dev/null 2>&1; \
		[ $$? -ne 4 ] || $(BIN)/python -m pipelines demo; }
	$(BIN)/streamlit run dashboard/server.py

test: $(VENV)/installed
	$(BIN)/python -m pytest

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

messages: $(VENV)/installed
	$(BIN)/python tests/messages.py
