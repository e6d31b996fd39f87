# Everything the local stack needs is set up under .local/ by the targets themselves.
# Needs Rust, Python 3.10 or later, a C compiler and make.

PYTHON ?= python3
VENV := .local/venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
LOCAL := infra/local

# The architecture of the functions on AWS, as samconfig.toml says.
ARCHITECTURE := $(shell sed -n 's/.*"Architecture=\([a-z0-9_]*\)".*/\1/p' samconfig.toml)

export SAM_CLI_TELEMETRY := 0
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help demo test up down advance settle bench deploy operator-env lint audit setup
.DEFAULT_GOAL := help

help:
	@echo "make demo             a day in the life of the service, told in the terminal"
	@echo "make test             everything a change must pass"
	@echo "make up               starts the local stack; NOW=2026-11-18T08:00:00Z sets its clock"
	@echo "make advance DAYS=n   moves its clock on, a day at a time"
	@echo "make settle           waits until the stack has done its work"
	@echo "make down             ends the local stack"
	@echo "make bench            prints the numbers that matter"
	@echo "make lint             the template, the format and the lints"
	@echo "make audit            licences and known holes of the dependencies; needs cargo-deny and the network"
	@echo "make operator-env     prints the settings that the rykker command needs to work on AWS"
	@echo "make deploy           builds the functions and deploys them to AWS, as samconfig.toml says"

setup: $(INSTALLED)

$(INSTALLED): $(LOCAL)/requirements.txt $(LOCAL)/clock.py
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else "Python 3.10 or later is needed, this is " + sys.version)'
	@echo "Setting up the local tools in $(VENV), once; this takes a minute or two ..."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r $(LOCAL)/requirements.txt
	$(BIN)/python $(LOCAL)/clock.py
	@touch $@

up: $(INSTALLED)
	@$(BIN)/python $(LOCAL)/up.py

down:
	@$(PYTHON) $(LOCAL)/down.py

advance: $(INSTALLED)
	@$(BIN)/python $(LOCAL)/advance.py $(DAYS)

settle: $(INSTALLED)
	@$(BIN)/python $(LOCAL)/settle.py

demo: $(INSTALLED)
	@began=$$(date +%s); $(BIN)/python $(LOCAL)/demo.py; code=$$?; echo "make demo took $$(( $$(date +%s) - began )) s"; exit $$code

bench: $(INSTALLED)
	@began=$$(date +%s); $(BIN)/python tests/bench/bench.py; code=$$?; echo "make bench took $$(( $$(date +%s) - began )) s"; exit $$code

lint: $(INSTALLED)
	$(BIN)/cfn-lint infra/template.yaml
	$(BIN)/sam validate --lint --region eu-north-1
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

# The stories have stacks of their own, so that the one a person works with is left alone.
test: $(INSTALLED)
	@began=$$(date +%s); $(MAKE) --no-print-directory lint crates && $(BIN)/python $(LOCAL)/side_by_side.py stories procedure; \
	code=$$?; echo "make test took $$(( $$(date +%s) - began )) s"; exit $$code

.PHONY: crates stories procedure
crates: $(INSTALLED)
	@$(BIN)/python $(LOCAL)/with_aws.py cargo test --workspace --locked

# A folder of stories on a stack that begins at an instant. Who stops it has the stack ended, too.
tell = trap : INT; began=$$(date +%s); NOW=$(2) $(BIN)/python $(LOCAL)/up.py && $(BIN)/python -m pytest --durations=15 tests/$(1); code=$$?; \
	$(PYTHON) $(LOCAL)/down.py; echo "the stories of tests/$(1) took $$(( $$(date +%s) - began )) s"; exit $$code

stories procedure: export WITH_TESTS := 1

# They begin with winter time: the law of the next year is not known before that year begins, and they take weeks.
stories: export RYKKER_STATE = .local/test
stories: $(INSTALLED)
	@$(call tell,stories,2026-10-26T08:00:00Z)

# It begins on the due date of the worked examples, and walks over the end of summer time.
procedure: export RYKKER_STATE = .local/procedure
procedure: $(INSTALLED)
	@$(call tell,procedure,2026-09-01T08:00:00Z)

audit:
	cargo deny check

deploy: $(INSTALLED)
	PATH="$(CURDIR)/$(BIN):$$PATH" cargo lambda build --release --locked --bins --workspace --exclude rykker --exclude sandboxes --exclude bare-function --exclude bare-loop --exclude case-bench --exclude stand-ins $(if $(filter arm64,$(ARCHITECTURE)),--arm64,--x86-64)
	$(BIN)/sam deploy --config-env production $(SAM_ARGUMENTS)

# For a shell: eval "$$(make operator-env)". Unset TABLE to go back to the local stack.
operator-env: $(INSTALLED)
	@$(BIN)/sam list stack-outputs --stack-name rykker --region eu-north-1 --output json | $(BIN)/python $(LOCAL)/operator_settings.py
