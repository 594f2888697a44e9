#!/bin/bash
# build_cost: what a small change of a .sql file costs, in a copy of the tree.   build_cost.sh [--count] [FILE.sql..]
# For each file: an empty line behind every line, then a new query. Prints seconds (make as a whole, with the link of the program; of the clock
# and of the processors, for the clock is slow beside others) and how many files were compiled. --count, for tests/tools/build_cost_test.sh:
# all files at once, and nothing is compiled, only counted.
set -euo pipefail
cd "$(dirname "$0")/.."
count=
[ "${1:-}" != --count ] || { count=1; shift; }
files=${*:-$(find src modules -name '*.sql' | LC_ALL=C sort)}
export CCACHE_DISABLE=1

make --no-print-directory -s -j2 all >&2
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -co --exclude-standard | while read -r f; do [ ! -f "$f" ] || echo "$f"; done | xargs cp -a --parents -t "$copy"
mkdir "$copy/build"
cp -a build/{dinh,sqlc,htmlc,needs,assets,assets.stamp,gen,obj} "$copy/build"
ln -s "$PWD/assets/node_modules" "$copy/assets/node_modules"
cd "$copy"

compiler=()
if [ "$count" ]; then
	cat >counting-cc <<'SH'
#!/bin/sh
for word; do
	[ "$before" != -o ] || : >"$word"
	before=$word
done
SH
	chmod +x counting-cc
	compiler=("CC=$PWD/counting-cc")
fi

# Builds after a change; sets seconds, those of the processors, and compiled.
TIMEFORMAT='%R %U %S'
change() {
	local spent
	if ! spent=$({ time make --no-print-directory -j2 "${compiler[@]}" all >log 2>&1; } 2>&1); then
		cat log >&2
		exit 1
	fi
	seconds=${spent%% *}
	cpu=$(awk '{print $2 + $3}' <<<"$spent")
	compiled=$(grep -c '^  cc ' log || true)
}

change
[ "$compiled" = 0 ] || { echo "build_cost: the copy is not as built: $compiled files would be compiled" >&2; exit 1; }
add_query() { printf '\n-- query build_cost_%d(n int) one\nselect :n as "n int"\n' "$((++queries))" >>"$1"; }
queries=0
if [ "$count" ]; then
	sed -i G $files
	change
	lines=$compiled
	for f in $files; do add_query "$f"; done
	change
	echo "$queries files: $lines compiled for empty lines, $compiled for a new query in each"
	exit
fi

printf '%-46s %30s   %30s\n' '' 'empty lines' 'a new query, with link'
row='%-46s %6.2f s (%5.2f CPU) %3d files   %6.2f s (%5.2f CPU) %3d files\n'
worst=(0 0 0 0 0 0)
more() { awk -v a="$1" -v b="$2" 'BEGIN {print (a + 0 > b + 0 ? a : b)}'; }
for f in $files; do
	sed -i G "$f"
	change
	line=("$seconds" "$cpu" "$compiled")
	add_query "$f"
	change
	line+=("$seconds" "$cpu" "$compiled")
	printf "$row" "$f" "${line[@]}"
	for i in 0 1 2 3 4 5; do worst[i]=$(more "${worst[i]}" "${line[i]}"); done
done
printf "$row" 'at most' "${worst[@]}"
