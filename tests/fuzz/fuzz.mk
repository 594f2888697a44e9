# Fuzzing with clang's libFuzzer: every tests/fuzz/NAME_fuzz.c is a target, tests/fuzz/seeds/NAME its first inputs. What it finds
# stays in build/fuzz/found/NAME for the next run; FUZZ_SECONDS says how long each one runs.
FUZZ_SECONDS ?= 60
FUZZERS := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined

fuzz: build/packages/lint
	@$(MAKE) --no-print-directory -s O=build/fuzz CC=clang WARN=-w OPTIMISE=-O1 SANITIZE="-fsanitize=fuzzer-no-link $(FUZZ_FLAGS)" \
		build/fuzz/libdinh.a $(FUZZERS:%=build/fuzz/test/tests/fuzz/%_fuzz.o)
	@for name in $(FUZZERS); do \
		clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o build/fuzz/$$name build/fuzz/test/tests/fuzz/$${name}_fuzz.o \
			-Wl,--whole-archive build/fuzz/libdinh.a -Wl,--no-whole-archive $(LDLIBS) || exit 1; \
		mkdir -p build/fuzz/found/$$name tests/fuzz/seeds/$$name; \
		echo "fuzz $$name"; \
		build/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -verbosity=0 -print_final_stats=1 -artifact_prefix=build/fuzz/ \
			build/fuzz/found/$$name tests/fuzz/seeds/$$name 2>&1 | grep -vE '^stat::(new|slow|peak|average)' || true; \
		ls build/fuzz/crash-* build/fuzz/leak-* build/fuzz/timeout-* build/fuzz/oom-* 2>/dev/null && exit 1; true; \
	done
