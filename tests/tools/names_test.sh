#!/bin/bash
# names: global names of modules begin with a noun of their module (tools/names.sh), and the check sees what it must.
set -u
cd "$(dirname "$0")/../.."
wrong=0
tools/names.sh || wrong=1
names=$PWD/tools/names.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/tools" "$dir/modules/core/hamlets" "$dir/modules/core/units" "$dir/build/obj/modules/core/hamlets" "$dir/build/obj/modules/core/units"
checks=0
# says 'what it says, empty: nothing' 'names.txt' 'names_left.txt' 'name of a function of hamlets'
says() {
	checks=$((checks + 1))
	printf '%s\n' "$2" >"$dir/tools/names.txt"
	printf '%s\n' "$3" >"$dir/tools/names_left.txt"
	echo "static int helper; int $4(void); int $4(void) { return helper; }" >"$dir/modules/core/hamlets/hamlets.c"
	echo 'int unit_of(void); int unit_of(void) { return 0; }' >"$dir/modules/core/units/units.c"
	for m in hamlets units; do ${CC:-cc} -c "$dir/modules/core/$m/$m.c" -o "$dir/build/obj/modules/core/$m/$m.o"; done
	said=$("$names" "$dir" 2>&1)
	local status=$?
	if [ -z "$1" ]; then
		[ $status = 0 ] || { echo "refused: $said"; wrong=1; }
	elif [ $status = 0 ] || ! grep -qF -- "$1" <<<"$said"; then
		echo "should say: $1; says: $said"
		wrong=1
	fi
}
says '' '# nouns' '' hamlet_of
says '' 'hamlets: village' '' village_of
says '' 'hamlets: village' '' village
says 'hamlets.o: villages_of begins with no noun of hamlets' 'hamlets: village' '' villages_of
says 'hamlets.o: add begins with no noun of hamlets' '# nouns' '' add
says '' '# nouns' 'hamlets add' add
says 'hamlets add: there is no such name any more' '# nouns' 'hamlets add' hamlet_add
says 'hamlets hamlet_add: it begins with a noun' '# nouns' 'hamlets hamlet_add' hamlet_add
says 'place is of hamlets and of units' $'hamlets: place\nunits: place' '' hamlet_add
echo "names_test: $checks checks"
exit $wrong
