#!/bin/bash
# circles.sh: the tree has none but what is left, and what was compiled in a small tree is judged by the folders, and within one the files,
# that need one another.
set -u
circles=$(realpath tools/circles.sh)
bad=0 checks=0
checks=$((checks + 1))
"$circles" || { echo "the tree itself has circles"; bad=1; }

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# compile PATH 'text': an object of build/obj, and its source
compile() {
	mkdir -p "$dir/$(dirname "$1")" "$dir/build/obj/$(dirname "$1")" "$dir/build/gen"
	echo "$2" >"$dir/$1.c"
	${CC:-gcc} -w -c -o "$dir/build/obj/$1.o" "$dir/$1.c"
}

tree() {
	rm -rf "${dir:?}"/*
	compile src/low/low 'int low(void) { return 1; } static int own(void) { return 2; } int (*use)(void) = own;'
	compile src/high/high 'int low(void); int high(void) { return low(); }'
	compile modules/core/one/one 'int high(void); int low(void); int one(void) { return high() + low(); } const int one_list[] = {1};'
}

passes() { # WHAT
	checks=$((checks + 1))
	local said
	said=$("$circles" "$dir") || { echo "$1 is refused: $said"; bad=1; }
}
refused() { # WHAT LINE..
	checks=$((checks + 1))
	local what=$1 said line
	shift
	if said=$("$circles" "$dir"); then
		echo "not found: $what"
		bad=1
	fi
	for line; do
		grep -qF -- "$line" <<<"$said" || { echo "$what: expected \"$line\", got: $said"; bad=1; }
	done
}

tree
passes "a tree without a circle"
compile src/low/other 'int other(void) { return 1; } int low(void); int (*kept)(void) = low;'
passes "a folder that needs itself"
compile src/low/own 'static int high(void) { return 3; } int (*mine)(void) = high;'
passes "a name that only its file knows"
compile src/low/deep/deep 'int low(void); int deep(void) { return low(); }'
compile src/low/shallow 'int deep(void); int shallow(void) { return deep(); }'
passes "a subfolder and its folder"

tree
compile src/low/up 'int high(void); int up(void) { return high(); }'
refused "two folders" "src/low needs src/high, which needs it: high(src/low/up)" "src/high needs src/low, which needs it: low(src/high/high)"
rm "$dir/src/low/up.c"
passes "an object of a file that is gone"

tree
compile src/low/data 'extern const int one_list[]; int first(void) { return one_list[0]; }'
refused "an extern over three folders" "src/low needs modules/core/one, which needs it: one_list(src/low/data)" \
	"src/high needs src/low" "modules/core/one needs src/high"

tree
mkdir -p "$dir/tests/unit" "$dir/build/gen/tests/unit"
echo 'int high(void); int low(void) { return high(); }' >"$dir/tests/unit/a.sql"
${CC:-gcc} -w -x c -c -o "$dir/build/gen/tests/unit/a.sql.o" "$dir/tests/unit/a.sql"
passes "what only tests are made of"

# Files of one folder.
left() {
	mkdir -p "$dir/tools"
	printf '# what is left\n%s\n' "$@" >"$dir/tools/circles_left.txt"
}
two_files() {
	tree
	compile src/low/other 'int low(void); int other(void) { return low(); }'
	compile src/low/low 'int other(void); int low(void) { return other(); }'
}
two_files
refused "two files" "src/low/low needs src/low/other, which needs it: other" "src/low/other needs src/low/low, which needs it: low" \
	"2 files of src/low need one another (above), 0 in"
left "src/low 2"
passes "two files that are left"
left "src/low 1"
refused "more than is left" "2 files of src/low need one another (above), 1 in"
left "src/low 3"
refused "less than is left" "says src/low 3, there are 2"
left "src/low 2" "src/high 2"
refused "a folder that is well" "says src/high 2, there are 0"
left "src/high 2"
refused "what is left of another folder" "2 files of src/low need one another (above), 0 in"

tree
compile modules/core/one/deep/words 'int page(void); int words(void) { return page(); }'
compile modules/core/one/page 'int shown(void); int page(void) { return shown(); }'
compile modules/core/one/shown 'int words(void); int shown(void) { return words(); }'
compile modules/core/one/user 'int words(void); int user(void) { return words(); }'
refused "three files over a subfolder" "modules/core/one/page needs modules/core/one/shown, which needs it: shown" \
	"3 files of modules/core/one need one another"
checks=$((checks + 1))
! "$circles" "$dir" | grep -q 'one/user' || { echo "who only needs what is part of a circle is no part of it"; bad=1; }
compile modules/core/one/shown 'static int words(void) { return 1; } int shown(void) { return words(); }'
passes "a name that only its file knows closes no circle"

tree
mkdir -p "$dir/build/gen/src/low"
echo 'int low(void); int page(void) { return low(); }' >"$dir/src/low/page.html"
${CC:-gcc} -w -x c -c -o "$dir/build/gen/src/low/page.html.o" "$dir/src/low/page.html"
compile src/low/low 'int page(void); int low(void) { return page(); }'
refused "a page and what fills it" "src/low/page.html needs src/low/low, which needs it: low"

tree
checks=$((checks + 1))
rm -rf "${dir:?}"/build/obj/*
"$circles" "$dir" >/dev/null 2>&1 && { echo "an empty build is no proof"; bad=1; }
[ $bad = 0 ] && echo "ok: $checks checks"
exit $bad
