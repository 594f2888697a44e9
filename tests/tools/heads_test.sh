#!/usr/bin/env bash
# heads: the head of official papers is written in one place (pdf_official_head), and so are their dates (show_day_long, place_and_day,
# day_digits, month_digits), because where they bear a zero is the decree's to say.
set -u
cd "$(dirname "$0")/../.."
sources() { grep -rnE --include='*.c' --include='*.h' --include='*.html' --include='*.txt' "$1" "${@:2}" | grep -v '_test\.c:'; }
heads() { sources 'CỘNG HÒA|CỘNG HOÀ|Độc lập [-–] Tự do' "$@" | grep -v '^src/doc/pdf_forms\.c:'; }
dates() { sources 'ngày (%[0-9.]*l*d|00) tháng|%02l*d tháng|tháng %02l*d' "$@" | grep -v '^src/base/time\.c:'; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0
printf '%s\n' 'S("CỘNG HÒA XÃ HỘI")' 'str_format(a, "ngày %02d tháng %02d năm %d", d, m, y)' 'S("Cộng hòa")' '"%s, tháng %d"' >"$dir/x.c"
echo 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' >"$dir/x.txt" # a layout writes @nation
[ "$(heads "$dir" | wc -l)" = 2 ] || { echo "a head of its own is not seen"; bad=1; }
[ "$(dates "$dir" | wc -l)" = 1 ] || { echo "a date of its own is not seen"; bad=1; }
heads src modules program catalogue && { echo 'write pdf_official_head()'; bad=1; }
dates src modules program catalogue && { echo 'write show_day_long() or place_and_day()'; bad=1; }
exit $bad
