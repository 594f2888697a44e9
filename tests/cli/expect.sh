# expect: sourced by the tests of the command line. Each check prints what it found when it is not what was expected.
set -u
cd "$(dirname "$0")/../.."
dinh=${DINH_PROGRAM:-$PWD/build/dinh}
work=$(mktemp -d /tmp/dinh-cli.XXXXXX)
server=
wrong=0 checks=0
unset DINH_DATA DINH_DB
finish() {
	[ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server"
	rm -rf "$work"
	echo "$checks checks, $wrong wrong"
	[ $wrong = 0 ]
}
trap 'finish; exit $?' EXIT

complain() {
	wrong=$((wrong + 1))
	echo "WRONG: $*"
	sed 's/^/    /' "$work/out" "$work/err" | head -20
}
# expect CODE command...: runs it; the output is kept for says and complains.
expect() {
	local code=$1 got=0
	shift
	checks=$((checks + 1))
	"$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
	[ $got = "$code" ] || complain "exit code $got, not $code: $*"
}
says() { checks=$((checks + 1)); grep -qF -- "$1" "$work/out" || complain "standard output has no '$1'"; }
complains() { checks=$((checks + 1)); grep -qF -- "$1" "$work/err" || complain "standard error has no '$1'"; }
