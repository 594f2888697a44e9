# Fuzzing with clang's libFuzzer: every tests/fuzz/NAME_fuzz.c is a target, tests/fuzz/seeds/NAME its first inputs. What it finds
# stays in build/fuzz/found/NAME for the next run; FUZZ_SECONDS says how long each one runs, FUZZERS which (make fuzz FUZZERS=http).
FUZZ_SECONDS ?= 60
FUZZERS ?= $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined
.PHONY: fuzz-build

fuzz: $(PACKAGES)/fuzz
	@$(MAKE) --no-print-directory fuzz-build
	@tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZERS)

fuzz-build:
	@$(MAKE) --no-print-directory -s O=build/fuzz CC=clang WARN=-w OPTIMISE=-O1 SANITIZE="-fsanitize=fuzzer-no-link $(FUZZ_FLAGS)" \
		build/fuzz/libdinh.a $(FUZZERS:%=build/fuzz/test/tests/fuzz/%_fuzz.o)
	@for name in $(FUZZERS); do \
		clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o build/fuzz/$$name build/fuzz/test/tests/fuzz/$${name}_fuzz.o \
			-Wl,--whole-archive build/fuzz/libdinh.a -Wl,--no-whole-archive $(LDLIBS) || exit 1; \
	done

# All of them, not only those whose turn it is, still fit what they call.
.PHONY: fuzz-fits
fuzz-fits: all
	@$(CC) $(CPPFLAGS) $(CFLAGS) -fsyntax-only $(wildcard tests/fuzz/*_fuzz.c)

# What a target includes, as the compiler noted it: another struct there makes another object.
-include $(FUZZERS:%=$(O)/test/tests/fuzz/%_fuzz.d)
