#!/usr/bin/env bash
# lists: a table on a page is printed by a declared list (src/web/list/list.html), or tests/unit/lists.tsv says why it need not be paged.
# tests/unit/lists_test.c asks the same of what programs get.
set -u
cd "$(dirname "$0")/../.."
wrong=0
tables() { # "file caption", of the templates below the folders given
	grep -rnoP --include='*.html' '(?<![\w"])(table|compare)_begin\(p, \K.*(?=\);)' "$@" | sed -E 's/^([^:]*):[0-9]+:/\1 /; s/, (true|false)$//; s/"//g' |
		grep -vE '^src/web/(list/list|components)\.html '
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
printf '%%\ttable_begin(p, "Các thứ", true);\n' >"$dir/x.html"
[ "$(tables "$dir")" = "$dir/x.html Các thứ" ] || { echo "lists: a table is not seen"; wrong=1; }
found=$(tables src modules | sort -u)
known=$(awk -F'\t' '$1 == "table" && length($3) > 10 { print $2 }' tests/unit/lists.tsv | sort -u)
more=$(comm -23 <(echo "$found") <(echo "$known"))
gone=$(comm -13 <(echo "$found") <(echo "$known"))
[ -z "$more" ] || { echo "lists: declare a list, or say in tests/unit/lists.tsv why not:"; echo "$more"; wrong=1; }
[ -z "$gone" ] || { echo "lists: there is no such table any more:"; echo "$gone"; wrong=1; }
exit $wrong
