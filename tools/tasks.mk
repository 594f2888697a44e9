# What make does beside compiling: packages, run, test, lint, bench.
include tools/assets.mk

DATA   ?= var
export REPEAT # all: see tests/run.sh
LISTEN ?= 127.0.0.1:8080

# Each kind of package is looked for again only when the list changes.
PACKAGES := build/packages
$(PACKAGES)/%: deploy/packages.txt tools/packages.sh
	@tools/packages.sh $*
	@mkdir -p $(@D) && touch $@
-include tests/fuzz/fuzz.mk

run: $(PACKAGES)/build
	@$(MAKE) --no-print-directory all
	@[ -e $(DATA)/dinh.db ] || { build/dinh demo --data $(DATA) >build/accounts.txt && mv build/accounts.txt $(DATA)/accounts.txt; }
	@cat $(DATA)/accounts.txt 2>/dev/null || true
	@exec build/dinh serve --data $(DATA) --listen $(LISTEN)

test: $(PACKAGES)/build $(PACKAGES)/test
	@tests/run.sh
check: $(PACKAGES)/build $(PACKAGES)/test $(PACKAGES)/lint
	@tests/run.sh check

unit: $(O)/test/run
	@$<

asan: $(PACKAGES)/build $(PACKAGES)/test
	@tests/run.sh asan
tsan: $(PACKAGES)/build $(PACKAGES)/test
	@tests/run.sh tsan
mutants: $(PACKAGES)/build $(PACKAGES)/test
	@node tools/mutants.mjs $(ROOM)
.PHONY: build-cost third-party
third-party: all
	@tools/third_party.sh build/dinh >build/third-party && mv build/third-party THIRD-PARTY.md

build-cost: $(PACKAGES)/build
	@tools/build_cost.sh $(FILES)
bench: $(PACKAGES)/build $(PACKAGES)/bench
	@$(MAKE) --no-print-directory all
	@tests/bench/run

# The README's pictures, as the last browser test saw the pages.
.PHONY: pictures
pictures:
	@mkdir -p docs
	cp build/test/screenshots/readme-citizen.png docs/citizen.png
	cp build/test/screenshots/readme-desk.png docs/desk.png

SOURCES_C := $(wildcard $(ROOMS:%=%/*.[ch]) modules/*.[ch] program/*.[ch] tools/*.[ch] tools/*/*.[ch] tests/*/*.[ch])
format: $(PACKAGES)/lint
	clang-format -i $(SOURCES_C)
layers:
	@tools/layers.sh
.PHONY: circles
circles: $(OBJECTS) $(MAIN)
	@tools/circles.sh . $(O)
layout:
	@echo $(SOURCES_C) | xargs -P2 -n40 clang-format --dry-run -Werror
# What was compiled anew is looked at anew.
build/tidy/%: %.c $(O)/obj/%.o .clang-tidy
	@mkdir -p $(@D)
	@echo "  tidy  $<"; clang-tidy --quiet $< -- -std=gnu11 $(CPPFLAGS) 2>/dev/null
	@touch $@
lint: $(PACKAGES)/build $(PACKAGES)/lint layers circles layout
	node tools/mutants.mjs --places
	@mkdir -p build/cppcheck
	cppcheck --quiet --cppcheck-build-dir=build/cppcheck --enable=warning,performance,portability --error-exitcode=1 --inline-suppr --suppressions-list=tools/cppcheck.txt \
		-j2 -Isrc -Imodules $(filter %.c,$(SOURCES_C))
	$(MAKE) --no-print-directory -k -j2 $(SOURCES:%.c=build/tidy/%)
	$(MAKE) O=build/analyzed OPTIMISE="-O1 -fanalyzer -Wno-analyzer-malloc-leak" build/analyzed/libdinh.a
