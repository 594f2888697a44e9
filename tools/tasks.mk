# What make does beside compiling: packages, assets, run, test, lint.
include tools/assets.mk
UNIT := $(TEST_BIN)
unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done
format:
	clang-format -i $(wildcard src/*/*.[ch] modules/*.[ch] modules/*/*/*.[ch] tools/*.c tests/*/*.[ch])
