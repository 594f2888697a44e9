#!/bin/bash
# build_cost_test: an empty line in a .sql file compiles nothing, a new query its own file. Counts only; `make build-cost` prints seconds.
set -u
cd "$(dirname "$0")/../.."
counts=$(tools/build_cost.sh --count) || exit 1
awk '/\.sql/ && ($4 != 0 || $8 < 1 || $8 > 9) {print; bad = 1} /\.sql/ {n++} END {print "build_cost: " n " files"; exit bad || !n}' <<<"$counts"
