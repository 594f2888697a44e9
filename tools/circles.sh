#!/bin/bash
# circles: folders that need one another, seen in the symbols of what was compiled. (layers.sh reads what files include; an extern or a
# callback needs no include.) Prints each need that is part of a circle, those of few symbols first.   circles.sh [ROOT [BUILD]]
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
build=${2:-build}

# What was compiled from a file that is gone does not count, nor what only tests are made of.
objects() {
	local object source
	for object in $(find "$build/obj" "$build/gen" -name '*.o' | LC_ALL=C sort); do
		source=${object#"$build"/*/}
		source=${source%.o}
		case $source in tests/*) continue ;; esac
		if [ -e "$source" ] || [ -e "$source.c" ]; then echo "$object"; fi
	done
}

needs() {
	nm -A --format=posix "$@" | awk -v build="$build" '
	{
		file = substr($1, length(build) + 2)
		sub(/:$/, "", file)
		sub(/^[a-z]+\//, "", file)
		deep = split(file, part, "/") # a subfolder is inside its folder
		folder = part[1] == "modules" ? (deep > 3 ? part[1] "/" part[2] "/" part[3] : part[1]) : part[1] == "src" ? part[1] "/" part[2] : part[1]
		if ($3 ~ /^[ABCDRTVW]$/)
			home[$2] = folder
		else if ($3 == "U")
			used[folder, $2] = file
	}
	END {
		for (key in used) {
			split(key, k, SUBSEP)
			to = home[k[2]]
			if (to == "" || to == k[1])
				continue
			folders[k[1]] = folders[to] = reach[k[1], to] = 1
			if (++n[k[1], to] <= 10)
				symbols[k[1], to] = symbols[k[1], to] " " k[2] "(" used[key] ")"
		}
		for (over in folders)
			for (from in folders)
				for (to in folders)
					if ((from, over) in reach && (over, to) in reach)
						reach[from, to] = 1
		for (edge in symbols) {
			split(edge, e, SUBSEP)
			if ((e[2], e[1]) in reach)
				printf "%d\t%s needs %s, which needs it:%s%s\n", n[edge], e[1], e[2], symbols[edge], (n[edge] > 10 ? " .." : "")
		}
	}' | LC_ALL=C sort -n | cut -f2-
}

compiled=$(objects)
[ -n "$compiled" ] || { echo "circles: nothing is compiled in $build" >&2; exit 1; }
found=$(needs $compiled)
[ -z "$found" ] || { echo "$found"; echo "circles: folders need one another (above; few symbols first)"; exit 1; }
