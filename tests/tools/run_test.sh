#!/bin/bash
# run_test: the program of all rule tests (tests/unit/run.c), linked with four files made for this: one crashes, one never ends.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
bad=0 checks=0
mkdir -p rooms/good rooms/bad

file() { # file PATH 'what the test does'
	cat >"$1" <<C
#include "tests/unit/tests.h"
#include <stdlib.h>
#include <unistd.h>
static int calls;
static void one(void **state) { (void)state; assert_int_equal(calls++, 0); $2; }
TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(one)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
C
}
file rooms/good/good_test.c ''
file rooms/good/better_test.c ''
file rooms/bad/crash_test.c 'abort()'
file rooms/bad/endless_test.c 'sleep(15)'
file rooms/bad/wrong_test.c 'fail()'
"${CC:-gcc}" -D_GNU_SOURCE -I "$root" -o run "$root/tests/unit/run.c" rooms/*/*_test.c -lcmocka || exit 1

expect() { # expect STATUS 'what is said' ARGUMENTS..
	local status=$1 said=$2 got
	shift 2
	checks=$((checks + 1))
	DINH_TEST_SECONDS=1 ./run "$@" >log 2>&1
	got=$?
	[ $got = "$status" ] && grep -qF -- "$said" log || { echo "run $*: status $got, not $status with: $said"; cat log; bad=1; }
}
expect 0 'rooms/good/better' -l
expect 0 'PASSED  ] 1 test' rooms/good/good
expect 0 'PASSED  ] 1 test' rooms/good/good_test
expect 0 'PASSED  ] 1 test' rooms/good/good_test.c
expect 0 'run: 2 files, 0 of them failed' rooms/good
expect 0 'run: 2 files, 0 of them failed' -j2 rooms/good/
expect 1 'FAILED  ] 1 test(s): rooms/bad/crash_test.c ended by signal 6' rooms/bad/crash
expect 1 'FAILED  ] 1 test(s): rooms/bad/endless_test.c is not done after 1 s' rooms/bad/endless
expect 1 'run: rooms/bad/wrong_test.c failed' rooms/bad/wrong
expect 1 'run: 5 files, 3 of them failed' -j3
expect 2 'no tests of the name rooms/goo' rooms/goo
expect 2 'no tests of the name rooms/good/goo' rooms/good/good rooms/good/goo
checks=$((checks + 1))
[ "$(./run -l rooms/good | tr '\n' ' ')" = 'rooms/good/better rooms/good/good ' ] || { echo "run -l:"; ./run -l rooms/good; bad=1; }
echo "run_test: $checks checks"
exit $bad
