#!/bin/bash
# names: a global name of a module (function, query, page, shape) begins with a noun of the module, so whoever reads it knows whose it is,
# and no two modules ever want the same: tools/names.txt. Seen in the symbols of what was compiled, so sqlc's and htmlc's too.
# tools/names_left.txt holds the names from before; it only grows shorter.   names.sh [ROOT [BUILD]]
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
build=${2:-build}

objects() { # what was compiled from a file that is gone does not count, nor tests
	local object source
	for object in $(find "$build/obj/modules" "$build/gen/modules" -name '*.o' 2>/dev/null | LC_ALL=C sort); do
		source=${object#"$build"/*/}
		source=${source%.o}
		case $source in *_test) continue ;; esac
		if [ -f "$source" ] || [ -e "$source.c" ]; then echo "$object"; fi
	done
}

nm -A -g --defined-only --format=posix $(objects) | awk -v build="$build" -v nouns=tools/names.txt -v before=tools/names_left.txt '
	function may_say(module, name,   i, w, n) {
		n = split(own[module] " " module " " singular(module), w, " ")
		for (i = 1; i <= n; i++)
			if (name == w[i] || index(name, w[i] "_") == 1)
				return 1
		return 0
	}
	function singular(word) {
		return word ~ /ies$/ ? substr(word, 1, length(word) - 3) "y" : word ~ /s$/ ? substr(word, 1, length(word) - 1) : word
	}
	BEGIN {
		while ((getline line < nouns) > 0)
			if (line !~ /^#/ && line != "") {
				split(line, part, ": ")
				own[part[1]] = part[2]
				n = split(part[2], w, " ")
				for (i = 1; i <= n; i++) {
					if (w[i] in whose) {
						print nouns ": " w[i] " is of " whose[w[i]] " and of " part[1]
						wrong = 1
					}
					whose[w[i]] = part[1]
				}
			}
		while ((getline line < before) > 0)
			if (line !~ /^#/ && line != "")
				left[line] = 1
	}
	{
		file = substr($1, length(build) + 2)
		split(file, part, "/")
		module = part[4]
		if (part[5] == "") # modules/modules.c: the list of them
			next
		seen[module " " $2] = 1
		if (may_say(module, $2) || (module " " $2) in left)
			next
		print substr(file, index(file, "/") + 1) " " $2 " begins with no noun of " module " (tools/names.txt)"
		wrong = 1
	}
	END {
		for (name in left) {
			if (!(name in seen)) {
				print before ": " name ": there is no such name any more: take it out"
				wrong = 1
			} else {
				split(name, part, " ")
				if (may_say(part[1], part[2])) {
					print before ": " name ": it begins with a noun: take it out"
					wrong = 1
				}
			}
		}
		exit wrong
	}'
