# Đình. `make run` starts it, `make test` tests it; CONTRIBUTING.md explains the rest.
#   make            build/dinh                    make asan|tsan   the tests on a sanitized build
#   make run        install, build, demo, serve   make fuzz        a minute of each fuzz target
#   make test       everything                    make bench       speed against floors
#   make unit       rule tests only, SQLite       make lint format
#   make mutants    realistic mistakes, one at a time, against the tests of their room (ROOM=..)
O        ?= build
CC       ?= gcc
OPTIMISE ?= -O2
SANITIZE ?=
LIBS     := libmicrohttpd sqlite3 libpq libsodium jansson libutf8proc libseccomp libqrencode pangocairo libjpeg libpng libwebp libheif libqpdf inih libcrypto libcurl cjose zlib
WARN     := -Wall -Wextra -Werror -Wshadow=local -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wno-format-nonliteral -Wno-missing-field-initializers $(if $(SANITIZE),-Wno-format-truncation)
HARDEN   := -fstack-protector-strong -fstack-clash-protection -fcf-protection $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2) -fPIE
CFLAGS   := -std=gnu11 -g $(OPTIMISE) $(WARN) $(HARDEN) $(SANITIZE)
CPPFLAGS := -D_GNU_SOURCE -DVERSION='"$(shell cat VERSION)"' -Isrc -Imodules -I$(O)/gen -I$(O)/gen/src -I$(O)/gen/modules -I. $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
LDFLAGS  := -pie -Wl,-z,relro,-z,now $(SANITIZE)
LDLIBS   := $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lm -lpthread

SQL      := $(wildcard src/*/*.sql modules/*/*/*.sql)
HTML     := $(wildcard src/*/*.html modules/*/*/*.html)
TESTS_C  := $(wildcard src/*/*_test.c modules/*/*/*_test.c tests/unit/*_test.c)
MAIN     := $(patsubst %.c,$(O)/obj/%.o,$(wildcard src/main/*.c))
SOURCES  := $(filter-out %_test.c src/main/%,$(wildcard src/*/*.c modules/*.c modules/*/*/*.c))
GEN      := $(SQL:%=$(O)/gen/%) $(HTML:%=$(O)/gen/%)
OBJECTS  := $(SOURCES:%.c=$(O)/obj/%.o) $(GEN:%=%.o) $(O)/gen/assets.o
TEST_BIN := $(TESTS_C:%.c=$(O)/test/%)
TEST_GEN := $(patsubst %,$(O)/gen/%,$(wildcard tests/unit/*.sql))
TEST_HELP := $(patsubst %.c,$(O)/test/%.o,$(filter-out %_test.c,$(wildcard tests/unit/*.c))) $(TEST_GEN:%=%.o)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all packages assets run test unit lint format asan tsan fuzz bench clean layers mutants
all: $(O)/dinh

include tools/tasks.mk

$(O)/sqlc: tools/sqlc.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE -O1 -g $(WARN) -o $@ $< -lsqlite3
$(O)/htmlc: tools/htmlc.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE -O1 -g $(WARN) -o $@ $<

SQL_FOLDERS := -I src -I modules/core -I modules/government -I modules/economy -I modules/society
$(O)/gen/%.sql.c $(O)/gen/%.sql.h &: %.sql $(O)/sqlc $(SQL)
	@mkdir -p $(@D)
	@echo "  sqlc  $<"; $(O)/sqlc $(SQL_FOLDERS) $< $(O)/gen/$*.sql
$(O)/gen/%.html.c $(O)/gen/%.html.h &: %.html $(O)/htmlc
	@mkdir -p $(@D)
	@echo "  htmlc $<"; $(O)/htmlc $< $(O)/gen/$*.html

# Generated headers exist before anything that may include them is compiled.
$(OBJECTS) $(TEST_BIN:%=%.o) $(TEST_HELP) $(MAIN): | $(GEN:%=%.h)
$(TEST_BIN:%=%.o) $(TEST_HELP): | $(TEST_GEN:%=%.h)
$(O)/gen/%.o: $(O)/gen/%.c
	@echo "  cc    $<"; $(CC) $(CPPFLAGS) $(CFLAGS) -Wno-unused-parameter -MMD -MP -c -o $@ $<
$(O)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc    $<"; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(O)/test/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc    $<"; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(O)/libdinh.a: $(OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $^
$(O)/dinh: $(MAIN) $(OBJECTS)
	@echo "  link  $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
QUICK_LINK := $(if $(shell command -v ld.gold),-fuse-ld=gold) # for some fifty programs that link everything
$(O)/test/%: $(O)/test/%.o $(TEST_HELP) $(O)/libdinh.a
	@echo "  link  $@"; $(CC) $(LDFLAGS) $(QUICK_LINK) -o $@ $< $(TEST_HELP) -Wl,--whole-archive $(O)/libdinh.a -Wl,--no-whole-archive $(LDLIBS) -lcmocka
$(O)/gen/assets.o: $(O)/gen/assets.S $(O)/assets.stamp
	$(CC) -c -o $@ $<

clean:
	rm -rf build
-include $(OBJECTS:.o=.d) $(TEST_BIN:=.d) $(TEST_HELP:.o=.d) $(MAIN:.o=.d)
