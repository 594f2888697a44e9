#!/usr/bin/env bash
# words: people are "ông/bà" in every sentence of the program; a plain "bạn" in a text is not said to a citizen by an office. The place where
# dossiers are taken in has one name (modules/core/units/desk.c), whatever it was called before; "Một cửa" is the work done there.
set -u
cd "$(dirname "$0")/../.."
find_words() { grep -rnwE --include='*.c' --include='*.h' --include='*.html' --include='*.js' --include='*.txt' --include='*.json' "$@" | grep -vE '_test\.c:|/node_modules/'; }
you() { find_words '(Bạn|bạn)' "$@" | grep -v '^modules/government/procedures/procedures_said\.c:'; } # words that people type
desk() {
	find_words '([Bb]ộ phận ([Mm]ột cửa|[Tt]iếp nhận)|(tại|đến|tới|gọi|hỏi|Gọi|Hỏi|địa chỉ|điện thoại|Địa chỉ|Điện thoại) Một cửa)' "$@" | grep -v '^modules/core/units/desk\.c:'
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0
printf '%s\n' 'flash(q, "Bạn đã nộp");' 'S("Mang đến Bộ phận Một cửa.")' 'S("Bộ phận tiếp nhận và trả kết quả")' 'S("Hỏi Một cửa")' 'S("Công chức Một cửa")' >"$dir/x.c"
[ "$(you "$dir" | wc -l)" = 1 ] || { echo "a plain word is not seen"; bad=1; }
[ "$(desk "$dir" | wc -l)" = 3 ] || { echo "another name of the desk is not seen"; bad=1; }
you src modules program assets/scripts catalogue && { echo 'write "ông/bà"'; bad=1; }
desk src modules program assets/scripts catalogue && { echo 'write "Trung tâm Phục vụ hành chính công", or ask unit_desk()'; bad=1; }
exit $bad
