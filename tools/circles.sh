#!/bin/bash
# circles: what needs one another, seen in the symbols of what was compiled. (layers.sh reads what files include; an extern or a callback
# needs no include.) First folders; then the files of one folder, where a page is a file beside the code that fills it. Prints each need
# that is part of a circle, those of few symbols first. tools/circles_left.txt says how many files of a folder are part of circles still;
# it only grows shorter.   circles.sh [ROOT [BUILD]]   circles.sh FOLDER: what is left in that folder
set -euo pipefail
only=''
if [[ ${1:-} =~ ^(src|modules|program)(/|$) ]]; then
	only=${1%/}
	shift
fi
cd "${1:-$(dirname "$0")/..}"
build=${2:-build}
left=tools/circles_left.txt

# What was compiled from a file that is gone does not count, nor what only tests are made of.
objects() {
	local object source
	for object in $(find "$build/obj" "$build/gen" -name '*.o' | LC_ALL=C sort); do
		source=${object#"$build"/*/}
		source=${source%.o}
		case $source in tests/*) continue ;; esac
		if [ -f "$source" ] || [ -e "$source.c" ]; then echo "$object"; fi
	done
}

# FOLDER, what is defined or needed (d, u), its name, FILE
symbols() {
	nm -A --format=posix "$@" | awk -v build="$build" '
	$3 ~ /^[ABCDRTUVW]$/ {
		file = substr($1, length(build) + 2)
		sub(/:$/, "", file)
		sub(/^[a-z]+\//, "", file)
		sub(/\.o$/, "", file)
		deep = split(file, part, "/") # a subfolder is inside its folder
		folder = part[1] == "modules" ? (deep > 3 ? part[1] "/" part[2] "/" part[3] : part[1]) : part[1] == "src" ? part[1] "/" part[2] : part[1]
		print folder, ($3 == "U" ? "u" : "d"), $2, file
	}'
}

# The needs of a circle; what = folders: each needs others; files: those of one folder.
needs() {
	awk -v what="$1" '
	function see(from, over,   n, i, to) { # all that is needed over others, from each
		n = split(next_of[over], to, " ")
		for (i = 1; i <= n; i++)
			if (!((from, to[i]) in reach)) {
				reach[from, to[i]] = 1
				see(from, to[i])
			}
	}
	{
		mine = what == "files" ? $4 : $1
		inside[mine] = what == "files" ? $1 : ""
		if ($2 == "d")
			home[$3] = mine
		else
			used[mine, $3] = $4
	}
	END {
		for (key in used) {
			split(key, k, SUBSEP)
			to = home[k[2]]
			if (to == "" || to == k[1] || inside[to] != inside[k[1]])
				continue
			if (!((k[1], to) in n))
				next_of[k[1]] = next_of[k[1]] " " to
			if (++n[k[1], to] <= 10)
				names[k[1], to] = names[k[1], to] " " k[2] (what == "files" ? "" : "(" used[key] ")")
		}
		for (from in next_of)
			see(from, from)
		for (edge in names) {
			split(edge, e, SUBSEP)
			if ((e[2], e[1]) in reach)
				printf "%d\t%s needs %s, which needs it:%s%s\n", n[edge], e[1], e[2], names[edge], (n[edge] > 10 ? " .." : "")
		}
	}' | LC_ALL=C sort -n | cut -f2-
}

# Of each folder how many files are part of circles: FOLDER N, from lines of needs.
counted() {
	awk '
	NF && !($1 in seen) {
		seen[$1] = 1
		n = split($1, part, "/")
		folder = part[1] == "modules" ? (n > 3 ? part[1] "/" part[2] "/" part[3] : part[1]) : part[1] == "src" ? part[1] "/" part[2] : part[1]
		files[folder]++
	}
	END {
		for (folder in files)
			print folder, files[folder]
	}' | LC_ALL=C sort
}

compiled=$(objects)
[ -n "$compiled" ] || { echo "circles: nothing is compiled in $build" >&2; exit 1; }
said=$(symbols $compiled)
within=$(needs files <<<"$said")
if [ -n "$only" ]; then
	grep "^$only/" <<<"$within" || echo "circles: none in $only"
	exit
fi
status=0
between=$(needs folders <<<"$said")
[ -z "$between" ] || { echo "$between"; echo "circles: folders need one another (above; few symbols first)"; status=1; }
known=$(grep -v '^#' "$left" 2>/dev/null || true)
while read -r folder files; do
	[ -n "$folder" ] || continue
	kept=$(awk -v folder="$folder" '$1 == folder { print $2 }' <<<"$known")
	if [ "${kept:-0}" -lt "$files" ]; then
		grep "^$folder/" <<<"$within"
		echo "circles: $files files of $folder need one another (above), ${kept:-0} in $left"
		status=1
	fi
done <<<"$(counted <<<"$within")"
while read -r folder kept; do
	[ -n "$folder" ] || continue
	files=$(counted <<<"$within" | awk -v folder="$folder" '$1 == folder { print $2 }')
	[ "${files:-0}" -ge "$kept" ] || { echo "circles: $left says $folder $kept, there are ${files:-0}"; status=1; }
done <<<"$known"
exit $status
