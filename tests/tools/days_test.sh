#!/usr/bin/env bash
# days: that something is valid on a day is said in src/db/db.sql alone ({valid(it, :day)}, {not_ended(it, :day)}), and no query asks a clock:
# which day it is, ctx knows. Steps of migrations stay as they ran.
set -u
cd "$(dirname "$0")/../.."
wrong=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Queries, parts and views of a file, each in one line behind its head.
sections() { awk '/^-- (query|part|view|migrate)/ {printf "\n%s:%d: ", FILENAME, FNR; step = /^-- migrate/} !step && !/^--/ {printf "%s ", $0}' "$1"; }
spelled() { # files: what is refused in them
	local f
	for f; do sections "$f"; done | grep -iE \
		-e 'valid_to is null or [a-z_.]*valid_to *>' -e 'valid_from *<= *[:a-z_]+ +and +\(?[a-z_.]*valid_to' -e 'valid_to *> *[:a-z_]+ +and +[a-z_.]*valid_from *<=' \
		-e "\\b(current_date|current_time|current_timestamp|localtime|clock_timestamp|statement_timestamp)\\b|\\bnow\\(\\)|'now'|\\b(date|datetime|julianday|unixepoch)\\(\\)"
}
found=$(spelled $(find src modules -name '*.sql' ! -path src/db/db.sql))
[ -z "$found" ] || { echo "$found"; echo "days: write {valid(it, :day)} or {not_ended(it, :day)} (src/db/db.sql), and take the day as a parameter"; wrong=1; }
[ "$(grep -rlF '{valid(' --include='*.sql' src modules | wc -l)" -ge 4 ] || { echo "days: who writes {valid(..)}?"; wrong=1; }

# It can fail: each of these is seen, but for the step.
cat >"$scratch/bad.sql" <<'SQL'
-- migrate
create index x on y (z) where valid_to is null or valid_to > valid_from;
-- query a(today text) many
select id from unit where valid_from <= :today
	and (valid_to is null or valid_to > :today)
-- query b(today text) many
select id from unit u where (u.valid_to is null or u.valid_to > :today)
-- part c
d.valid_to > :today and d.valid_from <= :today
-- view d
select id from unit where valid_from <= date('now')
-- query e() one
select current_date as "day text"
-- query f(today text) many
select id from unit where {valid(unit, :today)} and valid_to is null
SQL
[ "$(spelled "$scratch/bad.sql" | wc -l)" = 5 ] || { spelled "$scratch/bad.sql"; echo "days: the check does not see what it must"; wrong=1; }
exit $wrong
