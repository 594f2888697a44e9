#!/bin/bash
# Fuzz targets: each on its seeds and what was found before, then for some seconds. Needs build/fuzz made by `make fuzz-build`.
# run.sh SECONDS TARGET..   ends with 1 when one of them failed; what failed it stays in build/fuzz/failed/TARGET-*
set -u
cd "$(dirname "$0")/../.."
export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.txt # caches of libraries
seconds=$1 # FUZZ_SEED=N: the same inputs in the same order
shift
status=0

one() {
	local name=$1 log=build/fuzz/$1.log
	mkdir -p "build/fuzz/found/$name" build/fuzz/failed
	build/fuzz/"$name" -seed="${FUZZ_SEED:-0}" -max_total_time="$seconds" -timeout=20 -verbosity=0 -print_final_stats=1 -artifact_prefix="build/fuzz/failed/$name-" \
		"build/fuzz/found/$name" $([ -d "tests/fuzz/seeds/$name" ] && echo "tests/fuzz/seeds/$name") >"$log" 2>&1
	local ended=$?
	echo "fuzz $name: $(awk '/number_of_executed_units/ {n = $2} END {print n + 0}' "$log") runs"
	[ $ended = 0 ] || { tail -n 40 "$log"; return 1; }
}

# Two at a time: a minute of each takes half as long.
while [ $# -gt 0 ]; do
	one "$1" &
	first=$!
	if [ $# -gt 1 ]; then one "$2" || status=1; fi
	wait $first || status=1
	shift $(($# > 1 ? 2 : 1))
done
exit $status
