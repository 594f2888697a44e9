#!/bin/bash
# circles.sh: the tree has none, and what was compiled in a small tree is judged by the folders that need one another.
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
refused "two folders" "src/low needs src/high, which needs it: high(src/low/up.o)" "src/high needs src/low, which needs it: low(src/high/high.o)"
rm "$dir/src/low/up.c"
passes "an object of a file that is gone"

tree
compile src/low/data 'extern const int one_list[]; int first(void) { return one_list[0]; }'
refused "an extern over three folders" "src/low needs modules/core/one, which needs it: one_list(src/low/data.o)" \
	"src/high needs src/low" "modules/core/one needs src/high"

tree
mkdir -p "$dir/tests/unit" "$dir/build/gen/tests/unit"
echo 'int high(void); int low(void) { return high(); }' >"$dir/tests/unit/a.sql"
${CC:-gcc} -w -x c -c -o "$dir/build/gen/tests/unit/a.sql.o" "$dir/tests/unit/a.sql"
passes "what only tests are made of"

checks=$((checks + 1))
rm -rf "${dir:?}"/build/obj/*
"$circles" "$dir" >/dev/null 2>&1 && { echo "an empty build is no proof"; bad=1; }
[ $bad = 0 ] && echo "ok: $checks checks"
exit $bad
