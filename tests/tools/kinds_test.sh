#!/usr/bin/env bash
# kinds: what the audit log speaks of bears a name that people know: every kind and action that the code writes is a declared word, and
# every kind has a struct naming (the program refuses to start without one: src/web/edge/route.c).
set -u
cd "$(dirname "$0")/../.."
wrong=0
sources=$(find src modules program -name '*.c' ! -name '*_test.c')
said=$(cat $sources | tr '\n\t' '  ')
words=$(grep -o '{"[a-z_.]*", "[^"]*"}' <<<"$said" | cut -d'"' -f2 | sort -u)
known() { grep -qxF "$1" <<<"$words" || { echo "kinds: \`$1\` is written into the audit log and is no declared word"; wrong=1; }; }
kinds=$( (grep -oE 'audit_add\( *c, *[^,(]*, *"[a-z_]+"' <<<"$said"; grep -oE 'audit_look\( *q, *"[a-z_]+"' <<<"$said") | grep -oE '"[a-z_]+"$' | tr -d '"' | sort -u)
actions=$(grep -oE 'audit_add\( *c, *"[a-z_.]+"' <<<"$said" | grep -oE '"[a-z_.]+"$' | tr -d '"' | sort -u)
[ "$(wc -w <<<"$kinds")" -gt 10 ] && [ "$(wc -w <<<"$actions")" -gt 40 ] || { echo "kinds: found only $(wc -w <<<"$kinds") kinds, $(wc -w <<<"$actions") actions"; wrong=1; }
for one in $kinds $actions; do known "$one"; done
exit $wrong
