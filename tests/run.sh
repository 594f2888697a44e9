#!/usr/bin/env bash
# run: all tests, on both databases; starts and stops what they need.   run.sh [check|asan|tsan]
# Every step writes build/test/log/STEP.log; the last line is "N passed, N failed". Lanes run side by side: much of a journey is waiting.
# Complete are the lanes on SQLite. Those that repeat the same on PostgreSQL or sanitized take at most so many of what grows with the modules,
# what changed lately first, then the others in turn, another part with each commit: they say how many; REPEAT=all takes all.
set -u
cd "$(dirname "$0")/.."
only=${1:-all}
log=build/test/log
work=$(mktemp -d /tmp/dinh-test.XXXXXX)
chmod 755 "$work"
mkdir -p $log "$work/stores"
export DINH_TEST_RUN=$work/stores
touch "$work/counts" "$work/pids" "$work/unsteady"

# Only what this run started: the lanes with all they started, the servers, the database.
stop_all() {
	local pid
	for pid in ${lanes:-}; do kill -- "-$pid" 2>/dev/null; done
	while read -r pid; do kill "$pid" 2>/dev/null; done <"$work/pids"
	[ -d "$work/database" ] && tests/postgres.sh stop "$work/database" >/dev/null 2>&1
	rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

# What a step's output says: cmocka, node's runner; a step that says nothing counts as one test.
count() {
	local file=$1 status=$2 good bad
	good=$(awk '/^\[  PASSED  \] [0-9]+ test/ {n += $4} /^(# |ℹ )pass [0-9]+/ {n += $3} END {print n + 0}' "$file")
	bad=$(awk '/^\[  FAILED  \] [0-9]+ test/ {n += $4} /^(# |ℹ )fail [0-9]+/ {n += $3} END {print n + 0}' "$file")
	good=${good:-0} bad=${bad:-0}
	if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
	if [ "$status" = 0 ] && [ "$good" = 0 ] && [ "$bad" = 0 ]; then good=1; fi
	echo "$good $bad $((SECONDS - began)) $step" >>"$work/counts"
	printf '%4d passed %3d failed  %4ds  %s\n' "$good" "$bad" $((SECONDS - began)) "$step"
}

# step NAME COMMAND..
longest=600
step() {
	step=$1 began=$SECONDS
	shift
	local file="$log/${step//[^a-z0-9]/-}.log" status=0
	# A function is bounded by what it calls.
	if [ "$(type -t "$1")" = function ]; then "$@" >"$file" 2>&1 </dev/null; else timeout --foreground -k 10 $longest "$@" >"$file" 2>&1 </dev/null; fi || status=$?
	[ $status != 124 ] || echo "$step: not done after $longest s" >>"$file"
	if [ $status != 0 ]; then
		tail -n 60 "$file"
		if [ -n "${fresh:-}" ] && again "$file" "$@"; then status=0; fi
	fi
	count "$file" $status
	return 0
}

# again FILE COMMAND..: a script that failed has one more turn, alone on a fresh server ($fresh: its program, and database). What fails there
# too is a failure; what does not is named at the end as unsteady, and two are the most that a run forgives. A server that died is never
# forgiven: "stops" counts it.
unsteady_most=2
again() {
	local file=$1 name=again-$RANDOM url='' server='' database=() status=0
	shift
	[ "$(wc -l <"$work/unsteady")" -lt $unsteady_most ] || return 1
	cp "$file" "${file%.log}.first.log"
	set -- $fresh "$@"
	local program=$1 store=$2
	shift 2
	[ "$store" = sqlite ] || database=(--db "$(postgres_copy)")
	serve "$program" "$name" "${database[@]}" || return 1
	DINH_URL=$url DINH_DATA=$work/$name DINH_LOG=$work/$name.log DINH_STORE=$name timeout --foreground -k 10 $longest "$@" >"$file" 2>&1 </dev/null || status=$?
	stop_server
	[ $status != 0 ] || echo "$step" >>"$work/unsteady"
	return $status
}

build_tests() { # build_tests O SANITIZE [FILE_test.c..]: with the tests of these files, else of all
	local o=$1 sanitize=$2
	shift 2
	make --no-print-directory -s -j2 O="$o" SANITIZE="$sanitize" ${sanitize:+OPTIMISE=-O1} ${1:+TESTS_C="$*"} all "$o/test/run" "$o/test/tests/server/"{echo,menus}_server
}

commits=$(git rev-list --count HEAD 2>/dev/null || echo 1)
changed=$(git diff --name-only HEAD~10 2>/dev/null)
# A file of rule tests whose folder changed; a script that changed, or the room it is called after.
has_changed() {
	local name=${1##*/}
	name=${name%%.*}
	case $1 in
	*.mjs) grep -qE "^(${1//./\\.}|modules/[a-z]+/$name/)" <<<"$changed" ;;
	*) grep -q "^${1%/*}/" <<<"$changed" ;;
	esac
}

# in_turn MOST WHAT ITEM..: prints which ones, says how many.
in_turn() {
	local most=$1 what=$2 item i
	shift 2
	if [ $# -le "$most" ] || [ "${REPEAT:-}" = all ]; then
		printf '%s\n' "$@"
		return
	fi
	echo "     $what: $most of $# this time" >&2
	{
		for item; do has_changed "$item" && echo "$item"; done
		for ((i = 0; i < $#; i++)); do
			item=$(((commits * most + i) % $# + 1))
			echo "${!item}"
		done
	} | awk '!seen[$0]++' | head -n "$most" | LC_ALL=C sort
}

units() { # units O NAME [URI]: the files named in $files, else all
	local t
	for t in ${files:-$("$1/test/run" -l)}; do
		DINH_TEST_DB=${3:-} step "$2 $t" "$1/test/run" "$t"
	done
}
# Those whose tests open a store: the others are the same on any database.
with_store() { # with_store O [NAME..]
	local o=$1 t
	shift
	for t in $("$o/test/run" -l "$@"); do
		nm -u "$o/test/${t}_test.o" | grep -q ' test_open' && echo "$t"
	done
}

postgres_start() {
	[ -n "${postgres:-}" ] && return
	postgres=$(tests/postgres.sh start "$work/database") || { echo "PostgreSQL did not start"; exit 1; }
}

# A database with the demo data, made once: what a server gets on PostgreSQL is a copy of it.
postgres_demo() {
	psql -q "$postgres" -c "create database dinhdemo template template0" &&
		build/dinh demo --data "$work/postgres-demo" --db "${postgres/\/\/\/*\?/\/\/\/dinhdemo?}"
}
postgres_copy() {
	local copy="dinh$RANDOM"
	psql -q "$postgres" -c "create database $copy template dinhdemo" >/dev/null
	echo "${postgres/\/\/\/*\?/\/\/\/$copy?}"
}

# serve O NAME [--db URI]: a server on demo data; sets url and server.
serve() {
	local program=$1/dinh data="$work/$2"
	shift 2
	if [ $# -gt 0 ]; then
		cp -r "$work/postgres-demo" "$data"
	elif [ -d "$work/demo" ] && [ "$program" != build/asan/dinh ]; then
		cp -r "$work/demo" "$data"
	else
		"$program" demo --data "$data" >"$data.demo" 2>&1 || { cat "$data.demo"; return 1; }
	fi
	"$program" serve --data "$data" --listen 127.0.0.1:0 "$@" >"$data.log" 2>&1 </dev/null &
	server=$!
	echo $server >>"$work/pids"
	local i
	for i in $(seq 100); do
		url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$data.log" | head -1)
		[ -n "$url" ] && return 0
		sleep 0.1
	done
	cat "$data.log"
	return 1
}
stop_server() { kill "$server" && wait "$server"; }

over_sockets() {
	local f
	for f in tests/server/*.test.mjs; do
		ECHO_SERVER=$1/test/tests/server/echo_server step "$1 ${f#tests/}" node --test "$f"
	done
}

through_http() { # through_http O NAME [--db URI]
	local name=$2
	step "$name starts" serve "$@"
	[ -n "${url:-}" ] || return 0
	local f
	for f in ${scripts:-tests/http/*.test.mjs}; do
		fresh="$1 $([ $# -gt 2 ] && echo postgres || echo sqlite)" NODE_OPTIONS=--import=$PWD/tests/http/before.mjs DINH_URL=$url DINH_LOG=$work/$name.log step "$name ${f#tests/}" node --test "$f"
	done
	step "$name stops" stop_server
	step "$name declares what it reads" nothing_undeclared "$work/$name.log"
	step "$name verify" "$1/dinh" verify --data "$work/$name" "${@:3}"
	url=
}
nothing_undeclared() { ! grep event=query.undeclared "$1"; } # parameters of the query string: src/web/query.h

# Each attack meets a server of its own on fresh demo data, which must be sound afterwards.
attacks() { # attacks O NAME
	local f name
	for f in tests/attack/*.test.mjs; do
		[ -e "$f" ] || continue
		name=$2-$(basename "$f" .test.mjs)
		step "$name: a server to attack" serve "$1" "$name"
		[ -n "${url:-}" ] || continue
		fresh="$1 sqlite" NODE_OPTIONS=--import=$PWD/tests/http/before.mjs DINH_URL=$url DINH_DATA=$work/$name DINH_PROGRAM=$PWD/$1/dinh DINH_LOG=$work/$name.log \
			step "$name ${f#tests/}" node --test "$f"
		step "$name stops" stop_server
		step "$name verify" "$1/dinh" verify --data "$work/$name"
		url=
	done
}

browser_packages() { (cd tests/browser && { [ -d node_modules ] && [ node_modules -nt package-lock.json ] || { npm ci --no-audit --no-fund --loglevel=error && touch node_modules; }; }); }

# On PostgreSQL each journey runs once, at the width of a phone: what differs there is the database, not the page.
journeys() { # journeys O NAME [--db URI]
	local name=$2 checked=$work/checked widths=
	[ $# -gt 2 ] && checked=none widths='390|many at once|^(?!.*(1280|keyboard)).*$'
	step "$name starts for browsers" serve "$@"
	[ -n "${url:-}" ] || return 0
	local f
	for f in ${scripts:-tests/browser/*.test.mjs}; do
		fresh="$1 $([ $# -gt 2 ] && echo postgres || echo sqlite)" DINH_URL=$url DINH_STORE=$name DINH_CHECKED=$checked DINH_SHOTS=build/test/screenshots step "$name ${f#tests/}" node --test ${widths:+--test-name-pattern "$widths"} "$f"
	done
	stop_server
	step "$name declares what it reads" nothing_undeclared "$work/$name.log"
	url=
}

# A minute of two fuzz targets: by the day each has its turn, by the number of commits another.
fuzz_in_turn() {
	renice -n 19 $BASHPID >/dev/null
	local targets=($(ls tests/fuzz/*_fuzz.c | sed 's|.*/||; s|_fuzz.c||'))
	local n=${#targets[@]} today=$(($(date +%s) / 86400))
	local first=${targets[today % n]} second=${targets[(today % n + 1 + commits % (n - 1)) % n]}
	command -v clang >/dev/null || { echo "fuzz: no clang here, left out (make build/packages/fuzz)"; return; }
	longest=1800 # it yields to everything
	step "fuzz: build" make fuzz-build FUZZERS="$first $second"
	FUZZ_SEED=$commits step "fuzz: $first, $second" tests/fuzz/run.sh 60 "$first" "$second"
}

openapi_lint() {
	build/dinh openapi >build/test/openapi.json && (cd tests/browser && npx --no-install redocly lint --extends recommended ../../build/test/openapi.json)
}

on_sqlite() {
	local f
	step "fuzz targets fit" make --no-print-directory -s fuzz-fits
	for f in tools/layers.sh tests/tools/*.sh tests/cli/*.sh; do
		[ -e "$f" ] && step "$f" "$f"
	done
	units build sqlite
	through_http build sqlite
	attacks build sqlite-attack
	scripts=$(ls tests/browser/*.test.mjs | grep -v "$last") journeys build sqlite-journeys
	step "openapi" openapi_lint
	step "kill -9, 50 rounds" tests/crash/kill9.sh
	step "kill -9 while lists come in" node tests/crash/imports.mjs 3
}

on_postgres() {
	files=$(with_store build) units build postgres "$postgres"
	DINH_TEST_DB=$postgres step "postgres tests/cli/postgres.sh" tests/cli/postgres.sh
	step "postgres demo" postgres_demo
	through_http build postgres --db "$(postgres_copy)"
	scripts=$(in_turn 8 'postgres journeys' $(ls tests/browser/*.test.mjs | grep -v "$same_on_any")) journeys build postgres-journeys --db "$(postgres_copy)"
	scripts=$(ls tests/browser/*.test.mjs | grep "$last") journeys build sqlite-journeys-too
}
last='/pages\.' # the shorter lane takes these
same_on_any='/\(almanac\|card\|menus\|pages\)\.' # every page for itself, what scripts do, the computed calendar, a server of its own: whatever the database

# lane NAME COMMAND..: in the background, a process group of its own.
lane() {
	set -m
	"$@" &
	lanes="${lanes:-} $!"
	set +m
}

join() {
	wait $lanes
	lanes=
}

export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 LSAN_OPTIONS=suppressions=tests/leaks.txt
export TSAN_OPTIONS="suppressions=tests/races.txt history_size=5"
threaded=(src/{db/db,http/http,web/web,web/services/jobs}_test.c)

with_address_sanitizer() {
	files="$(build/asan/test/run -l src tests/unit) $(in_turn 30 'asan rules of modules' $(build/asan/test/run -l modules))" units build/asan asan
	files=$(with_store build/asan src tests/unit) units build/asan asan-postgres "$postgres" # the rules are the same there; its adapter is not
}

serve_with_address_sanitizer() {
	scripts=$(in_turn 20 'asan http scripts' tests/http/*.test.mjs) through_http build/asan asan
	attacks build/asan asan-attack
}

with_thread_sanitizer() {
	units build/tsan tsan
	scripts="tests/http/access.test.mjs tests/http/dossiers.test.mjs tests/http/intake.test.mjs" through_http build/tsan tsan
}

build_with_address_sanitizer() { step "asan build" build_tests build/asan "-fsanitize=address,undefined -fno-omit-frame-pointer"; }
build_with_thread_sanitizer() { step "tsan build" build_tests build/tsan -fsanitize=thread "${threaded[@]}"; }
build_sanitized() {
	renice -n 19 $BASHPID >/dev/null
	build_with_address_sanitizer
	build_with_thread_sanitizer
}

published_figures() {
	local f
	for f in tests/figures/*.test.mjs; do
		step "${f#tests/}" node --test "$f"
	done
}

# For every day: the laws of the tree, the rules and the http scripts, on SQLite alone.
of_the_tree() {
	local f
	step layout make --no-print-directory -s layout
	step "fuzz targets fit" make --no-print-directory -s fuzz-fits
	for f in tools/layers.sh tools/circles.sh tests/tools/*.sh; do
		step "$f" "$f"
	done
}
check() {
	step build build_tests build ""
	lane of_the_tree
	lane through_http build sqlite
	join
	lane half_of_the_rules 0
	lane half_of_the_rules 1
	join
}
half_of_the_rules() { files=$(build/test/run -l | awk -v half="$1" 'NR % 2 == half') units build sqlite; }

everything() {
	step build build_tests build ""
	postgres_start
	step "browser packages" browser_packages
	step "demo" build/dinh demo --data "$work/demo"
	lane on_sqlite
	lane on_postgres
	lane fuzz_in_turn # in what time the journeys wait
	join
	lane build_sanitized # compiles while hostile clients are slow
	over_sockets build
	join
	lane over_sockets build/asan # before the crowd: their clients look at the clock
	lane over_sockets build/tsan
	lane published_figures
	join
	lane with_address_sanitizer
	lane serve_with_address_sanitizer
	lane with_thread_sanitizer
	join
}

case $only in
all) everything ;;
check) check ;;
asan)
	postgres_start
	build_with_address_sanitizer
	with_address_sanitizer
	over_sockets build/asan
	serve_with_address_sanitizer
	;;
tsan)
	build_with_thread_sanitizer
	over_sockets build/tsan
	with_thread_sanitizer
	;;
*)
	echo "usage: tests/run.sh [check|asan|tsan]" >&2
	exit 2
	;;
esac
# Where the time went, of all lanes together.
awk '{
	kind = $4
	if ($5 ~ /^(src|modules|program|tests\/unit)\//)
		kind = kind " rules"
	else if ($5 ~ /\//)
		kind = kind " " substr($5, 1, index($5, "/") - 1)
	sum[kind] += $3
} END {for (kind in sum) if (sum[kind] >= 5) printf "     %4d s  %s\n", sum[kind], kind}' "$work/counts" | LC_ALL=C sort -rn
echo "     $SECONDS s in all"
# What failed is said once more where the end of a long log is read.
while read -r _ bad _ failed; do
	[ "$bad" != 0 ] || continue
	echo "failed: $failed"
	grep -aE '^ *(not ok|✖)|^\[  (FAILED|ERROR) |Error( \[[A-Z_]+\])?:|: error:|: not done after' "$log/${failed//[^a-z0-9]/-}.log" | cut -c1-300 | awk '!seen[$0]++ && NR <= 12 {print "     " $0}'
done <"$work/counts"
while read -r unsteady; do
	echo "unsteady: $unsteady (failed once, passed alone)"
	grep -aE '^ *(not ok|✖)|Error( \[[A-Z_]+\])?:' "$log/${unsteady//[^a-z0-9]/-}.first.log" | cut -c1-300 | awk '!seen[$0]++ && NR <= 12 {print "     " $0}'
done <"$work/unsteady"
awk '{good += $1; bad += $2} END {print good + 0 " passed, " bad + 0 " failed"; exit bad > 0}' "$work/counts"
