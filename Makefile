# Đình. `make run` starts it, `make test` tests it; CONTRIBUTING.md explains the rest.
#   make            build/dinh                    make asan|tsan   the tests on a sanitized build
#   make run        install, build, demo, serve   make fuzz        a minute of each fuzz target
#   make check      for every day: 4 minutes      make bench       speed against floors
#   make test       everything                    make build-cost  what a small change of a .sql compiles
#   make unit       rule tests only, SQLite       make lint format
#   make mutants    realistic mistakes, one at a time, against the tests of their room (ROOM=..)
O        ?= build
CC       ?= gcc
OPTIMISE ?= -O2
SANITIZE ?=
LIBS     := libmicrohttpd sqlite3 libpq libsodium jansson libutf8proc libseccomp libqrencode pangocairo libjpeg libpng libwebp libheif libqpdf inih libcrypto libcurl cjose libdeflate zlib xlsxwriter minizip expat proj geos
WARN     := -Wall -Wextra -Werror -Wshadow=local -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wno-format-nonliteral -Wno-missing-field-initializers $(if $(SANITIZE),-Wno-format-truncation)
HARDEN   := -fstack-protector-strong -fstack-clash-protection -fcf-protection $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2) -fPIE
CFLAGS   := -std=gnu11 -g $(OPTIMISE) $(WARN) $(HARDEN) $(SANITIZE)
CPPFLAGS := -D_GNU_SOURCE -DVERSION='"$(shell cat VERSION)"' -Isrc -Imodules -I$(O)/gen -I$(O)/gen/src -I$(O)/gen/modules -I. $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
LDFLAGS  := -pie -Wl,-z,relro,-z,now $(SANITIZE)
LDLIBS   := $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lm -lpthread

# A room may have subfolders by noun.
ROOMS    := src/* src/*/* modules/*/* modules/*/*/*
SQL      := $(wildcard $(ROOMS:%=%/*.sql))
HTML     := $(wildcard $(ROOMS:%=%/*.html))
TEST_SQL := $(wildcard tests/unit/*.sql)
TESTS_C  := $(wildcard $(ROOMS:%=%/*_test.c) tests/unit/*_test.c)
MAIN     := $(patsubst %.c,$(O)/obj/%.o,$(wildcard program/*.c))
SOURCES  := $(filter-out %_test.c,$(wildcard $(ROOMS:%=%/*.c) modules/*.c))
GEN      := $(SQL:%=$(O)/gen/%) $(HTML:%=$(O)/gen/%)
TEST_GEN := $(TEST_SQL:%=$(O)/gen/%)
OBJECTS  := $(SOURCES:%.c=$(O)/obj/%.o) $(GEN:%=%.o) $(O)/gen/assets.o
TEST_OBJ := $(TESTS_C:%.c=$(O)/test/%.o) $(O)/test/tests/unit/run.o
TEST_HELP := $(patsubst %.c,$(O)/test/%.o,$(filter-out %_test.c %/run.c,$(wildcard tests/unit/*.c))) $(TEST_GEN:%=%.o)
PROGRAMS := $(patsubst %.c,$(O)/test/%,$(wildcard tests/server/*.c tests/bench/*.c))

MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: all packages assets run test unit lint format asan tsan fuzz bench clean layers mutants generated check layout
all: $(O)/dinh

include tools/tasks.mk

$(O)/sqlc: $(wildcard tools/sqlc/*.c)
$(O)/htmlc $(O)/needs: $(O)/%: tools/%.c
$(O)/sqlc $(O)/htmlc $(O)/needs: tools/output.c tools/output.h tools/sqlc/sqlc.h
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE -O1 -g $(WARN) -o $@ $(filter %.c,$^) -lsqlite3

# Our compilers replace a file only when it differs; the stamp is the time they looked. What a stamp is made of and which parts come with it
# stands in the .mk beside it (tools/output.h). An empty recipe makes make look at a file's time again.
SQL_FOLDERS := -I src -I modules/core -I modules/government -I modules/economy -I modules/society
$(O)/gen/%.sql.stamp: %.sql $(O)/sqlc
	@mkdir -p $(@D)
	@echo "  sqlc  $<"; $(O)/sqlc $(SQL_FOLDERS) $< $(O)/gen/$*.sql
	@touch $@
$(O)/gen/%.html.stamp: %.html $(O)/htmlc
	@mkdir -p $(@D)
	@echo "  htmlc $<"; $(O)/htmlc $< $(O)/gen/$*.html
	@touch $@
MADE := $(GEN) $(TEST_GEN)
$(MADE:%=%.c): %.c: %.stamp ;
$(MADE:%=%.h): %.h: %.stamp ;

# Generated headers exist before anything that may include them is compiled. Which of their parts an object needs, tools/needs.c finds out.
generated: $(MADE:%=%.h)
$(OBJECTS) $(TEST_OBJ) $(TEST_HELP) $(MAIN) $(PROGRAMS:%=%.o): | generated $(O)/needs
COMPILE = @echo "  cc    $<"; $(CC) $(CPPFLAGS) $(CFLAGS) $(1) -MMD -c -o $@ $< && $(O)/needs $(@:.o=.d)
$(O)/gen/%.o: $(O)/gen/%.c
	$(call COMPILE,-Wno-unused-parameter)
# The code of a parcel is the same on every processor: no product and sum in one rounding.
$(O)/obj/src/geo/label.o: CFLAGS += -ffp-contract=off
$(O)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE)
$(O)/test/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE)
$(O)/gen/assets.o: $(O)/gen/assets.S
	@echo "  as    $<"; $(CC) -c -o $@ $<

$(O)/libdinh.a: $(OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $^
$(O)/dinh: $(MAIN) $(OBJECTS)
	@echo "  link  $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
QUICK_LINK := $(if $(shell command -v ld.gold),-fuse-ld=gold)
$(O)/test/run: $(TEST_OBJ) $(TEST_HELP) $(OBJECTS)
	@echo "  link  $@"; $(CC) $(LDFLAGS) $(QUICK_LINK) -o $@ $^ $(LDLIBS) -lcmocka
$(PROGRAMS): $(O)/test/%: $(O)/test/%.o $(TEST_HELP) $(OBJECTS)
	@echo "  link  $@"; $(CC) $(LDFLAGS) $(QUICK_LINK) -o $@ $^ $(LDLIBS) -lcmocka
# A file's tests by themselves: build/test/modules/core/files/files_test
$(TESTS_C:%.c=$(O)/test/%): $(O)/test/%: $(O)/test/run
	@printf '#!/bin/sh\nexec %s %s "$$@"\n' $< $* >$@ && chmod +x $@

clean:
	rm -rf build
NOTED := $(MADE:%=%.mk) $(patsubst %.o,%.d,$(filter-out %/assets.o,$(OBJECTS) $(TEST_OBJ) $(TEST_HELP) $(MAIN)) $(PROGRAMS:%=%.o))
$(NOTED): ;
-include $(NOTED)
