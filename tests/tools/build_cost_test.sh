#!/bin/bash
# build_cost_test: an empty line in a .sql file compiles nothing, a new query its own file. Counts only; `make build-cost` prints seconds.
set -u
cd "$(dirname "$0")/../.."
counts=$(tools/build_cost.sh --count) || exit 1
echo "build_cost: $counts"
awk '{exit !($1 > 0 && $3 == 0 && $8 == $1)}' <<<"$counts"
