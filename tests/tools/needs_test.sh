#!/bin/bash
# needs_test: of a generated header an object depends on the parts that its sources name.  needs_test.sh [NEEDS]
set -u
needs=$(realpath "${1:-build/needs}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
bad=0 checks=0
mkdir -p o/gen/a.sql.parts
touch o/gen/a.sql.h
echo '#include "db/db.h"' >o/gen/a.sql.parts/0
echo 'struct one { int x; }; struct one_rows { struct one *v; }; void one(void);' >o/gen/a.sql.parts/one
echo 'void one_more(struct one *out);' >o/gen/a.sql.parts/one_more
echo 'void two(void);' >o/gen/a.sql.parts/two

# objects SOURCE 'parts it depends on'
depends() {
	checks=$((checks + 1))
	echo "$1" >x.c
	printf 'o/x.o: x.c \\\n y.h o/gen/a.sql.h\n' >x.d
	: >y.h
	"$needs" x.d || bad=1
	got=$(sed '/:$/d' x.d | grep -oE 'parts/[a-z0-9_]+' | sort | tr '\n' ' ')
	[ "$got" = "$2" ] || { echo "$1: depends on $got, not on $2"; bad=1; }
	grep -q 'x.c' x.d && grep -q '^y.h:$' x.d && ! grep -q 'a.sql.h' x.d || { echo "$1:"; cat x.d; bad=1; }
}
depends 'int main(void) { }' 'parts/0 '
depends 'int main(void) { two(); }' 'parts/0 parts/two '
depends 'struct one_rows r;' 'parts/0 parts/one '
depends 'int main(void) { one_more(0); }' 'parts/0 parts/one parts/one_more '
depends 'int twofold, done;' 'parts/0 '
depends '/* two */' 'parts/0 parts/two '
"$needs" >log 2>&1
[ $? = 2 ] || { echo "wrong usage does not exit with 2"; bad=1; }
echo "needs_test: $checks checks"
exit $bad
