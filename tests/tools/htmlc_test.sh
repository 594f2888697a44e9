#!/bin/bash
# htmlc: each refusal with its file and line, and what it makes of each place an expression stands in.  htmlc_test.sh [HTMLC]
set -u
htmlc=$(realpath "${1:-build/htmlc}")
src=$(realpath src)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
bad=0 checks=0

page() { printf '%%%% page one(str x)\n%s\n' "$1" >x.html; }

# refuse LINE 'what the message says' 'template'   the template begins on line 2, after the page line
refuse() {
	checks=$((checks + 1))
	rm -f out.h out.c
	page "$3"
	if "$htmlc" x.html out >log 2>&1; then
		echo "accepted, but should say: $2"
		bad=1
	elif ! grep -qF -- "x.html:$1: error: " log || ! grep -qF -- "$2" log; then
		echo "expected x.html:$1: ... $2, got:"
		cat log
		bad=1
	elif [ -e out.h ] || [ -e out.c ]; then
		echo "half a result is left behind: $2"
		bad=1
	fi
}

# make 'template' 'C that must stand in the result'...
make_() {
	checks=$((checks + 1))
	page "$1"
	shift
	if ! "$htmlc" x.html out >log 2>&1; then
		cat log x.html
		bad=1
		return
	fi
	for wanted; do
		grep -qF -- "$wanted" out.c || { echo "missing: $wanted"; cat out.c; bad=1; }
	done
}

refuse 2 'may stand in text and in quoted attributes only' '<p {{ x }}>'
refuse 2 'may stand in text and in quoted attributes only' '<{{ x }}>'
refuse 2 'may stand in text and in quoted attributes only' '<p class={{ x }}>'
refuse 2 'may stand in text and in quoted attributes only' '<p class=a{{ x }}>'
refuse 2 'may stand in text and in quoted attributes only' '<!-- {{ x }} -->'
refuse 3 'may stand in text and in quoted attributes only' $'<script src="/a.js">\n{{ x }}</script>'
refuse 2 'inline script' '<script>alert(1)</script>'
refuse 2 'inline script' '<script src="/a.js">alert(1)</script>'
refuse 2 'inline script' '<SCRIPT>'
refuse 2 'inline style' '<style>p {}</style>'
refuse 2 'inline style' '<p style="color: red">'
refuse 2 'event handlers' '<p onclick="x()">'
refuse 2 'event handlers' '<p ONclick=x>'
refuse 2 'javascript:' '<a href="javascript:x()">'
refuse 2 'javascript:' '<a href=" JavaScript:x()">'
refuse 2 'srcdoc is not allowed' '<iframe srcdoc="{{ x }}"></iframe>'
refuse 2 'http-equiv is not allowed' '<meta http-equiv="refresh" content="0">'
refuse 2 'formmethod is not allowed' '<button formmethod="post">'
refuse 2 'method of a form is fixed' '<form method="{{ x }}">'
refuse 2 'names of a query' '<a href="/a?b{{ x }}">'
refuse 2 'names of a query' '<a href="/a?b=1&amp;c{{ x }}">'
refuse 2 'names of a query' '<a href="/a?b=1&amp;{{ q }}&amp;c{{ x }}">'
refuse 2 'without a value' '<p class= "a">'
refuse 2 'without a value' '<p class=>'
refuse 2 'without spaces between' '<p class ="a">'
refuse 2 'write &lt;' 'a < b'
refuse 2 'write &lt;' 'a <3 b'
refuse 3 '{{ without }}' $'<p>\n{{ x </p>'
refuse 2 'inside a tag' 'checked?="{{ x }}"'
refuse 2 'ends inside a tag' '<p class="a'
refuse 2 'ends inside a tag' '<!-- a ->'
refuse 3 'the page before ends inside' $'<p\n%% page two()'
refuse 2 'write: %% page NAME' '%% page two'
refuse 2 'write: %% page NAME' '%% part two'

printf 'text\n' >x.html
checks=$((checks + 1))
"$htmlc" x.html out >log 2>&1 && bad=1
grep -q 'x.html:1: error: text before the first page' log || { cat log; bad=1; }
printf '\n%% x();\n' >x.html
checks=$((checks + 1))
"$htmlc" x.html out >log 2>&1 && bad=1
grep -q 'x.html:2: error: code before the first page' log || { cat log; bad=1; }

make_ '<p>{{ x }}</p>' 'h(p->out,  x );' '#line 2 "x.html"'
make_ '<p class="a {{ x }}">' 'ha(p->out,  x );'
make_ "<p title='{{ x }}'>" 'ha(p->out,  x );'
make_ '<a href="{{ x }}">' 'hu(p->out,  x );'
make_ '<a href="/ho-so/{{ x }}">' 'hc(p->out,  x );'
make_ '<a href="{{ y }}?q={{ x }}">' 'hu(p->out,  y );' 'hv(p->out,  x );'
make_ '<a href="/a?q=1&amp;r=b-{{ x }}">' 'hv(p->out,  x );'
make_ '<a href="/a?{{ x }}">' 'hq(p->out,  x );'
make_ '<a href="/a?q={{ y }}&amp;{{ x }}&amp;r={{ z }}">' 'hv(p->out,  y );' 'hq(p->out,  x );' 'hv(p->out,  z );'
make_ '<a href="{{ y }}?{{ x }}{{ z }}">' 'hq(p->out,  x );' 'hv(p->out,  z );'
make_ '<a href="/a{{ x }}#{{ y }}">' 'hc(p->out,  x );' 'hc(p->out,  y );'
make_ '<a href="/a?q={{ x }}#{{ y }}">' 'hv(p->out,  x );' 'hc(p->out,  y );'
make_ '<p data-x="a?{{ x }}">' 'ha(p->out,  x );'
make_ '<form action="{{ x }}">' 'hu(p->out,  x );'
make_ '<object data="{{ x }}">' 'hu(p->out,  x );'
make_ '<p data-name="{{ x }}">' 'ha(p->out,  x );'
make_ '<input checked?="{{ x }}">' 'if ( x )' '" checked"'
make_ '<form method="post" action="/a">' 'html_csrf(p);'
make_ '<form action=/a METHOD=POST>' 'html_csrf(p);'
make_ '<script src="/a.js" defer></script><p>{{ x }}</p>' 'h(p->out,  x );'
make_ '<script/src="/a.js"></script><p>{{ x }}</p>' 'h(p->out,  x );'
make_ $'<!-- a\n> -- b --><p>{{ x }}</p>' 'h(p->out,  x );'
make_ '<p>"what??/" \ </p>' '\"what\?\?/\" \\ '
grep -q 'void one(struct page \*p, str x);' out.h || { echo "no prototype"; cat out.h; bad=1; }

checks=$((checks + 1))
page '<form method="get" action="/a">'
"$htmlc" x.html out && ! grep -q csrf out.c || { echo "a token in a form that is fetched"; bad=1; }

# A part is its file's own, and may stand behind who calls it; one that nobody calls is refused by the compiler.
checks=$((checks + 2))
printf '%%%% page one(str x)\n%% two(p, x);\n%%%% part two(str y)\n<p>{{ y }}</p>\n' >x.html
"$htmlc" x.html out >log 2>&1 && "${CC:-gcc}" -c -o out.o -Wall -Werror -D_GNU_SOURCE -I "$src" -I . out.c >log 2>&1 || { cat log; bad=1; }
grep -q 'static void two(struct page \*p, str y);' out.c && ! grep -q two out.h || { echo "a part is not static, or a header knows it"; bad=1; }
printf '%%%% page one(str x)\n<p>{{ x }}</p>\n%%%% part two(str y)\n<p>{{ y }}</p>\n' >x.html
"$htmlc" x.html out >log 2>&1 && "${CC:-gcc}" -c -o out.o -Wall -Werror -D_GNU_SOURCE -I "$src" -I . out.c >log 2>&1 && { echo "a part that nobody calls is taken"; bad=1; }

# What the C compiler refuses: a value where a whole query stands, a query where a value stands.
# fits TYPE 'template'  |  misfits TYPE 'template'
compiles() {
	checks=$((checks + 1))
	printf '%%%% page one(%s x)\n%s\n' "$1" "$2" >x.html
	"$htmlc" x.html out >log 2>&1 && "${CC:-gcc}" -fsyntax-only -w -D_GNU_SOURCE -I "$src" -I . out.c >log 2>&1
}
fits() { compiles "$1" "$2" || { echo "refused: a $1 in $2"; cat log; bad=1; }; }
misfits() { if compiles "$1" "$2"; then echo "accepted: a $1 in $2"; bad=1; fi; }
fits 'struct query' '<a href="/so?{{ x }}">'
fits 'struct query' '<a href="/so?a=1&amp;{{ x }}">'
fits 'struct query' '<a href="/so{{ x }}">'
fits str '<a href="/so?a={{ x }}">'
fits int64_t '<a href="/so?a={{ x }}">'
misfits str '<a href="/so?{{ x }}">'
misfits str '<a href="/so?a=1&amp;{{ x }}">'
misfits 'struct query' '<a href="/so?a={{ x }}">'
misfits 'struct query' '<a href="{{ x }}">'
misfits 'struct query' '<p title="{{ x }}">'
misfits 'struct query' '<p>{{ x }}</p>'

echo "htmlc_test: $checks checks"
exit $bad
