#!/usr/bin/env bash
# tutorial: CONTRIBUTING.md is followed literally in a copy of the tree: its blocks become the files that it names, the module is
# announced, everything builds, its test passes, and a server gives what the page promises, to its own officer only.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
server=
finish() {
	[ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
	rm -rf "$work"
}
trap finish EXIT
wrong() { echo "tutorial: $*"; exit 1; }

# The tree with what it has built, so that only what the tutorial adds is compiled; times stay.
tar -c --exclude=./.git --exclude=./var --exclude=node_modules --exclude='./build/[abft]san*' --exclude=./build/mutants --exclude=./build/bench \
	--exclude=./build/fuzz --exclude=./build/cost . | tar -x -C "$work"
for modules in assets/node_modules tests/browser/node_modules; do [ ! -d $modules ] || ln -s "$PWD/$modules" "$work/$modules"; done
cd "$work"

# A block belongs to the file that the last line before it names first.
mkdir -p modules/government/hotlines
awk '
	/^```/ { if (inside) { inside = 0; file = "" } else { inside = 1 } next }
	inside && file { print >> file }
	!inside && match($0, /^`modules\/government\/hotlines\/[a-z_.]+`/) { file = substr($0, 2, RLENGTH - 2) }
' CONTRIBUTING.md
for file in hotlines.h hotlines.sql hotlines.html hotlines.c hotlines_test.c; do
	[ -s "modules/government/hotlines/$file" ] || wrong "it has no block for $file"
done
# What it teaches stays short: the lines of the feature that are not empty, without its test.
lines=$(cd modules/government/hotlines && cat hotlines.h hotlines.sql hotlines.html hotlines.c | grep -c '[^[:space:]]')
echo "tutorial: $lines lines"
[ "$lines" -le 250 ] || wrong "more than 250 lines"
echo '#include "government/hotlines/hotlines.h"' >>modules/modules.h
sed -i 's|^\tNULL,$|\t\&hotlines_module,\n&|' modules/modules.c
make -j2 -s all build/test/run >"$work/made" 2>&1 || { grep -E "error|Error" "$work/made" | head -20; wrong "it does not build"; }
build/test/run modules/government/hotlines >"$work/tested" 2>&1 || { tail -20 "$work/tested"; wrong "its test fails"; }
clang-format --version >/dev/null 2>&1 && { clang-format --dry-run -Werror modules/government/hotlines/*.[ch] || wrong "its layout is not the house's"; }

# ---- what it promises ----
build/dinh demo --data "$work/data" >/dev/null 2>&1
build/dinh serve --data "$work/data" --listen 127.0.0.1:0 >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
	api=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/log" | head -1) && [ -n "$api" ] && break
	sleep 0.1
done
site=$api api=$api/api/v1
sign_in() { curl -s --json "{\"login\": \"$1\", \"password\": \"Dinh@2026demo\"}" "$api/sessions" | jq -r .token; }
own=$(sign_in motcua.gialam) other=$(sign_in motcua.cucphuong)
ask() { curl -s -o "$work/answer" -w '%{http_code}' -H "Authorization: Bearer $1" "$api$2" "${@:3}"; }
expect() { # status, token, path, what stands in the answer, more for curl
	local status
	status=$(ask "$2" "$3" "${@:5}")
	[ "$status" = "$1" ] && grep -qE "$4" "$work/answer" || wrong "$3: $status, $(cut -c1-300 "$work/answer"); expected $1 and $4"
}
expect 422 "$own" /hotlines '"field":"phone"' --json '{"title": "Trực bão", "phone": "12"}'
expect 201 "$own" /hotlines /hotlines/1 --json '{"title": "Trực bão", "phone": "0912 345 678"}'
expect 200 "$own" '/hotlines?tim=bao' '"phone":"0912345678"'
expect 201 "$own" /hotlines/1 /hotlines/1 --json '{"title": "Trực bão lũ", "phone": "0912 345 678"}'
expect 200 "$own" /history/hotline/1 'Trực bão lũ'
expect 201 "$own" /hotlines/1/publish /hotlines/1 --json '{}'
expect 409 "$own" /hotlines/1/publish 'Đã công bố' --json '{}'
expect 200 "$own" /hotlines.csv '"Trực bão lũ","0912345678"'
expect 200 "$own" '/search?tu-khoa=bao+lu' '"kind":"hotlines"'
expect 200 "$own" /attachments/hotline/1 '"is_changeable":true'
for path in /hotlines/1 /history/hotline/1 /attachments/hotline/1; do expect 404 "$other" $path ''; done
expect 404 "$other" /hotlines/1/withdraw '' --json '{}'
expect 200 "$other" '/hotlines?tim=bao' '"hotlines":\[\]'
# Who may not add or change a number is shown no form for it.
leader=$(sign_in lanhdao.gialam)
forms() { curl -s -H "Cookie: dinh=$1" "$site$2" | grep -c 'name="phone"' || true; }
for path in /duong-day-nong /duong-day-nong/1; do
	[ "$(forms "$own" $path)" = 1 ] || wrong "$path has no form for who may"
	[ "$(forms "$leader" $path)" = 0 ] || wrong "$path has a form for who may not"
done
