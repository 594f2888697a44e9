#!/usr/bin/env bash
# A store on PostgreSQL that lost its database, and one that two programs share.   DINH_TEST_DB=URI as in tests/unit/store.h; without it there is nothing to do.
[ -n "${DINH_TEST_DB:-}" ] || exit 0
. "$(dirname "$0")/expect.inc"
name=dinh_lost_$$
uri=${DINH_TEST_DB/\/\/\/*\?/\/\/\/$name?}
psql -q "$DINH_TEST_DB" -c "create database $name template template0" || complain "no database could be made"
trap 'psql -q "$DINH_TEST_DB" -c "drop database if exists $name with (force)" 2>/dev/null; finish; exit $?' EXIT

# an empty database beside what people uploaded is no new house
mkdir -p "$work/data/files" && echo paper >"$work/data/files/aa"
for command in init demo "serve --listen 127.0.0.1:0" "user list"; do
	expect 1 timeout 20 $dinh $command --data "$work/data" --db "$uri"
	complains "the PostgreSQL database is empty, but $work/data/files holds what people uploaded"
done
[ "$(psql -qAt "$uri" -c "select count(*) from pg_class where relnamespace = 'public'::regnamespace")" = 0 ] || complain "something was made in it"

# without files it is a new one, and from then on it is the right one beside them
rm "$work/data/files/aa"
expect 0 $dinh init --data "$work/data" --db "$uri"
says "the PostgreSQL store"
echo paper >"$work/data/files/aa"
expect 0 $dinh init --data "$work/data" --db "$uri"

# two programs on one store: each time that a job is due it runs once, in one of them
ask() { psql -qAt "$uri" -c "$1"; }
until_is() { # until_is WANTED COMMAND..: within half a minute
	local wanted=$1 i
	shift
	checks=$((checks + 1))
	for i in $(seq 300); do
		[ "$("$@")" != "$wanted" ] || return 0
		sleep 0.1
	done
	complain "$("$@"), not $wanted: $*"
}
periodic="from job where job_key = 'periodic'"
listening() { cat "$work"/*.log | grep -c "^Listening"; }
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; wait "${servers[@]}"; psql -q "$DINH_TEST_DB" -c "drop database if exists $name with (force)" 2>/dev/null; finish; exit $?' EXIT
rm -r "$work/data/files"
cp -r "$work/data" "$work/data2" # a folder of its own for each
for data in data data2; do
	$dinh serve --data "$work/$data" --db "$uri" --listen 127.0.0.1:0 >"$work/$data.log" 2>&1 </dev/null &
	servers+=($!)
done
until_is 2 listening
kinds=$(ask "select count(*) $periodic and state = 'queued'")
[ "${kinds:-0}" -ge 3 ] || complain "$kinds kinds wait for their time"
# Somebody holds the rows while they become due, so that the runners of both have come to them before anyone may take one.
for round in 1 2 3; do
	psql -qAt "$uri" >/dev/null <<-SQL
		update job set ready_at = (extract(epoch from clock_timestamp()) * 1000000)::bigint + 300000 where job_key = 'periodic' and state = 'queued';
		begin;
		select id from job where job_key = 'periodic' and state = 'queued' for update;
		select pg_sleep(1);
		commit;
	SQL
	until_is $((round * kinds)) ask "select count(*) $periodic and state = 'done'"
	until_is "$kinds" ask "select count(*) $periodic and state = 'queued'"
done
checks=$((checks + 1))
[ "$(ask "select count(*) || ' ' || max(attempts) || ' ' || count(*) filter (where state = 'done') $periodic")" = "$((4 * kinds)) 1 $((3 * kinds))" ] ||
	complain "not once each: $(ask "select kind, state, attempts, count(*) $periodic group by 1, 2, 3 order by 1, 2, 3")"
