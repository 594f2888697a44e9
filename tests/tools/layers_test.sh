#!/bin/bash
# layers.sh: the tree obeys, and every kind of violation planted in a small tree is found at its line.
set -u
layers=$(realpath tools/layers.sh)
bad=0 checks=0
checks=$((checks + 1))
"$layers" || { echo "the tree itself breaks the layers"; bad=1; }

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

tree() {
	rm -rf "${dir:?}"/*
	mkdir -p "$dir"/src/{base,html,db,http,auth,doc,web} "$dir"/src/web/list "$dir"/program "$dir"/modules/core/{one,two,three} "$dir"/modules/core/one/desk
	echo '#include <stdint.h>' >"$dir/src/base/base.h"
	for l in html db http auth doc; do echo '#include "../base/base.h"' >"$dir/src/$l/$l.h"; done
	printf '#include "web.h"\n#include "db/db.h"\n' >"$dir/src/web/web.c"
	echo '#include "../http/http.h"' >"$dir/src/web/web.h"
	echo '#include "modules.h"' >"$dir/modules/modules.c"
	printf '#include "core/one/one.h"\n#include "core/two/two.h"\n' >"$dir/modules/modules.h"
	for m in one two three; do
		echo '#include "web/web.h"' >"$dir/modules/core/$m/$m.h"
		printf '#include "%s.h"\n#include "core/%s/%s.sql.h"\n' $m $m $m >"$dir/modules/core/$m/$m.c"
	done
	echo '#include "core/two/two.h"' >>"$dir/modules/core/one/one.c"
	echo '#include <qrencode.h>' >"$dir/src/doc/qr.c"
	printf '#include "modules.h"\n#include "web/web.h"\n' >"$dir/program/main.c"
	printf '\tGET("/so", .run = so, .permission = "so.read", .summary = "So", .api = "/list"),\n\tGET("/so/{id}", .run = mot, .permission = "so.read"),\n\t{.name = "so.read", .title = "Xem so", .roles = "leader"},\n' >>"$dir/src/web/web.c"
}

checks=$((checks + 1)) && tree
"$layers" "$dir" || { echo "a good tree is refused"; bad=1; }

# plant FILE 'text' 'what is said'
plant() {
	checks=$((checks + 1))
	tree
	echo "$2" >>"$dir/$1"
	local line said
	line=$(wc -l <"$dir/$1")
	if said=$("$layers" "$dir"); then
		echo "not found in $1: $2"
		bad=1
	elif ! grep -qF -- "${4-$1:$line: }" <<<"$said" || ! grep -qF -- "$3" <<<"$said"; then
		echo "expected $1:$line: $3, got:"
		echo "$said"
		bad=1
	fi
}

# pass FILE 'text'
pass() {
	checks=$((checks + 1))
	tree
	echo "$2" >>"$dir/$1"
	"$layers" "$dir" || { echo "refused in $1: $2"; bad=1; }
}

plant src/base/base.h '#include "../html/html.h"' 'above this layer'
plant src/db/db.h '#include "web/web.h"' 'above this layer'
plant src/http/http.h '#include "auth/auth.h"' 'beside this layer'
plant src/doc/doc.h '  #  include "../http/http.h"' 'beside this layer'
plant src/web/web.c '#include "modules.h"' 'above this layer'
plant src/web/web.c '#include "core/one/one.h"' 'above this layer'
plant src/web/web.h '#include "modules/core/one/one.h"' 'above this layer'
plant modules/core/one/one.c '#include "program/main.h"' 'above this layer'
plant modules/core/one/one.c '#include "core/two/parts.h"' 'the inside of module two'
plant modules/core/one/one.c '#include "core/two/two.sql.h"' 'the inside of module two'
plant modules/core/one/one.c '#include "../two/inside.h"' 'the inside of module two'
plant modules/core/one/desk/desk.c '#include "core/two/parts.h"' 'the inside of module two'
plant modules/core/two/two.c '#include "core/one/desk/desk.h"' 'the inside of module one'
plant src/web/list/list.c '#include "core/one/one.h"' 'above this layer'
plant modules/core/one/one.html '%% include "core/two/two.sql.h"' 'the inside of module two'
plant modules/core/two/two.h '#include "core/one/one.h"' 'in a circle' 'core/one'
plant src/web/web.c '#include <qrencode.h>' 'belongs to its adapter src/doc/qr.c'
plant modules/core/one/one.c '#include <zip.h>' 'has no adapter'
plant modules/core/one/one.c 'run(c, "select id from person where id = ?");' 'SQL outside'
plant modules/core/one/one.c 'run(c, "DELETE FROM person");' 'SQL outside'
plant src/web/web.c 'x = "insert into job values (1)";' 'SQL outside'
plant modules/core/one/one.c 'buf_lit(b, "<p class=\"x\">");' 'markup outside'
plant src/web/web.c 'buf_lit(b, "</td>");' 'markup outside'

for line in '<a href="/ho-so">' '<form action="/thu-tuc" method="get">' '<a href="/so/{{ id }}/khac">' '% link_button(p, "Xem", S("/so-khac"));' \
	'<div data-combo="/api/v1/procedures?q=">'; do
	plant src/web/web.html "$line" 'is no route of src/'
done
plant src/web/web.c 'return see_other(q, "/ho-so/%lld", id);' '"/ho-so/%lld" is no route of src/'
plant src/auth/auth.h 'ADDRESS(a, "/ho-so", {"a", b})' '"/ho-so" is no route of src/'
plant src/web/web.html '% if (page_may(p, "dossier.read")) {' 'permission dossier.read is of no module of src/'
plant src/web/web.c 'return may(q, "dossier.read");' 'permission dossier.read'

for line in '<a href="/so?a={{ b }}">' '<a href="/so/{{ id }}">' '<a href="https://dinh.vn/ho-so">' '<form action="/so" method="get">' '%# <a href="/ho-so">' \
	'<div data-combo="/api/v1/list?q=">'; do
	pass src/web/web.html "$line"
done
pass src/web/web.c 'return see_other(q, "/so/%lld", id); /* "/ho-so/%lld" */'
pass src/web/web.c 'return may(q, "so.read");'
pass src/web/web.c 'fopen("/proc/self/maps", "re");'
pass modules/core/one/one.html '<a href="/ho-so">'
pass modules/core/one/one.c '/* select id from person */'
pass modules/core/one/one.c 'log_line("x < y, <%s>");'
pass src/db/db.c 'run("delete from migration");'
pass src/html/html.c 'buf_lit(b, "<input>");'
pass modules/core/one/one_test.c '#include <cmocka.h>'
pass modules/core/one/desk/desk.c '#include "core/one/parts.h"'
pass src/web/list/list.c '#include "web/web.h"'
pass src/web/web.c '#include "web/list/list.h"'
pass program/main.c '#include <sys/stat.h>'

echo "layers_test: $checks checks"
exit $bad
