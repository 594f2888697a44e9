#!/bin/bash
# Addresses are not put together by hand: a value that nobody encoded ends at its first & or space. ADDRESS, QUERY of html/html.h.
set -u
cd "$(dirname "$0")/../.."
by_hand() { grep -rnE --include='*.c' --include='*.html' '"[^"]*[?&][a-z_-]+=(%|"[ ,)])' "$@" | grep -vE '_test\.c:|="[^"]*\{\{'; }

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0
cat >"$dir/x.c" <<'END'
str_format(a, "/so?tu=%.*s", STR_ARG(x));
buf_lit(&b, "/so?a=1&tu=");
END
[ "$(by_hand "$dir" | wc -l)" = 2 ] || { echo "an address made by hand is not seen"; bad=1; }
by_hand src modules program && { echo "write ADDRESS(a, \"/path\", {\"name\", value}): src/html/html.h"; bad=1; }
exit $bad
