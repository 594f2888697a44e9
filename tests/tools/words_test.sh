#!/usr/bin/env bash
# words: people are "ông/bà" in every sentence of the program; a plain "bạn" in a text is not said to a citizen by an office.
set -u
cd "$(dirname "$0")/../.."
said() { grep -rnwE --include='*.c' --include='*.html' --include='*.js' '(Bạn|bạn)' "$@" | grep -vE '_test\.c:|/node_modules/'; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0
echo 'flash(q, "Bạn đã nộp");' >"$dir/x.c"
[ "$(said "$dir" | wc -l)" = 1 ] || { echo "a plain word is not seen"; bad=1; }
said src modules assets/scripts && { echo 'write "ông/bà"'; bad=1; }
exit $bad
