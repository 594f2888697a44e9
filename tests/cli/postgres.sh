#!/usr/bin/env bash
# A store on PostgreSQL that lost its database.   DINH_TEST_DB=URI as in tests/unit/store.h; without it there is nothing to do.
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
