# One front door for contributors. Every target sets up what it needs first; from a warm .venv that takes no time.
PYTHON ?= python3
RUN := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run-time developer tester demo test test-long check bench lock messages docs pictures format clean

help:  ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

setup: tester  ## everything for work on Comity: .venv, pinned packages, browser, database server, fonts

run-time:
	@$(PYTHON) tools/set_up.py run

developer:
	@$(PYTHON) tools/set_up.py developer

tester:
	@$(PYTHON) tools/set_up.py tester

demo: run-time  ## a made-up agency with a story, opened in your browser
	@.venv/bin/comity demo $(DEMO)

test: tester  ## all tests that fit ten minutes, with a budget table at the end
	@$(RUN) tools/test.py

test-long: tester  ## the whole suite on both databases, and the slow proofs
	@$(RUN) tools/test.py --long

check: developer  ## style, types, layers, templates, migrations, translations, unclassed fields
	@$(RUN) tools/check.py

bench: tester  ## the speed bars, with the processor time each request costs
	@$(RUN) tools/bench.py

lock: developer  ## pin requirements/*.in to requirements/*.txt with hashes
	@$(RUN) tools/lock.py $(UPGRADE)

messages: developer  ## bring the catalogues in comity/locale up to date with the sources
	@$(RUN) tools/messages.py

docs: developer  ## draw docs/lives, docs/fields.md and docs/open-pages.md from the code
	@$(RUN) tools/docs.py

pictures: tester  ## take the pictures of the README from the demonstration
	@$(RUN) tools/pictures.py

format: developer
	@.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q .

clean:  ## remove what can be made again (not .venv)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
