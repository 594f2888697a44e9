#!/bin/sh
# embed: what the binary carries.   embed.sh BUILT OUT.S
# Writes an assembler file with the built assets (BUILT/*: "static/NAME") and the catalogue ("catalogue/NAME"), and the sorted
# table of struct asset that asset_find searches. The hash names a version in addresses and ETags.
set -eu
LC_ALL=C
export LC_ALL
built=$1 out=$2
list=$out.list
mkdir -p "$(dirname "$out")"
{
	for f in catalogue/* catalogue/*/*; do
		[ -f "$f" ] && echo "$f $f"
	done
	for f in "$built"/*; do
		[ -f "$f" ] && echo "static/${f##*/} $f"
	done
} | sort >"$list"

mime() {
	case ${1%.gz} in
	*.css | *.css.br) echo 'text/css; charset=utf-8' ;;
	*.js | *.js.br) echo 'text/javascript; charset=utf-8' ;;
	*.svg | *.svg.br) echo image/svg+xml ;;
	*.png) echo image/png ;;
	*.ico) echo image/x-icon ;;
	*.woff2) echo font/woff2 ;;
	*.json | *.geojson | *.webmanifest) echo application/json ;;
	*.jsonl) echo application/x-ndjson ;;
	*.tsv) echo 'text/tab-separated-values; charset=utf-8' ;;
	*) echo application/octet-stream ;;
	esac
}

n=0
{
	echo '	.section .rodata'
	while read -r name path; do
		hash=$(sha256sum "$path" | cut -c1-10)
		printf '	.balign 16\nd%d:\n	.incbin "%s"\ne%d:\n	.byte 0\n' $n "$path" $n
		printf 'n%d:\n	.asciz "%s"\nm%d:\n	.asciz "%s"\nh%d:\n	.asciz "%s"\n' $n "$name" $n "$(mime "$name")" $n "$hash"
		printf 'u%d:\n	.asciz "/%s.%s.%s"\n' $n "${name%.*}" "$hash" "${name##*.}"
		n=$((n + 1))
	done <"$list"
	printf '	.balign 8\n	.globl asset_count\nasset_count:\n	.quad %d\n' $n
	printf '	.section .data.rel.ro,"aw"\n	.balign 8\n	.globl asset_table\nasset_table:\n'
	i=0
	while [ $i -lt $n ]; do
		echo "	.quad n$i, d$i, e$i, m$i, h$i, u$i"
		i=$((i + 1))
	done
	echo '	.section .note.GNU-stack,"",@progbits'
} >"$out.new" <"$list"
rm -f "$list"
if cmp -s "$out.new" "$out"; then rm -f "$out.new"; else mv "$out.new" "$out"; fi
