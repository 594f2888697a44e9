#!/usr/bin/env bash
# views: what a module lets others read of its tables is a `-- view` section of its .sql; sqlc refuses a query of another module that reads a
# table. There are no exceptions. Here: with the tables of this tree it does refuse, and no view stands there that nobody reads.
set -u
cd "$(dirname "$0")/../.."
wrong=0
sqlc=$(realpath build/sqlc)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

names=$(find src modules -name '*.sql' -exec grep -hoP '^-- view \K[a-z0-9_]+' {} + | sort)
[ "$(wc -l <<<"$names")" -ge 20 ] || { echo "views: found only $names"; wrong=1; }
for name in $names; do
	grep -rqP --include='*.sql' "\\b(from|join) $name\\b" src modules || { echo "views: nobody reads $name: take it out"; wrong=1; }
done
[ "$(uniq -d <<<"$names")" = '' ] || { echo "views: twice: $(uniq -d <<<"$names")"; wrong=1; }

# What proves who somebody is stays in its module.
proofs() { awk '/^-- / {inside = /^-- view/} inside' "$@" | grep -nE '(password|code|token|key|secret)_hash|\bsealed\b|\bhash\b'; }
proofs $(find src modules -name '*.sql') && { echo "views: that is nobody else's"; wrong=1; }
printf -- '-- view v\nselect id,\n\tpassword_hash from account\n-- query q() many\nselect token_hash from t\n' >"$scratch/bad.sql"
[ "$(proofs "$scratch/bad.sql" | wc -l)" = 1 ] || { echo "views: the check does not see what it must"; wrong=1; }

# Each table of these, read from elsewhere, is refused; so is a column that the view keeps to its module.
refused() { # SQL MESSAGE
	printf -- '-- uses units people access files procedures dossiers\n-- query probe() many\n%s\n' "$1" >"$scratch/probe.sql"
	if "$sqlc" -I src -I modules/core -I modules/government "$scratch/probe.sql" "$scratch/probe" >"$scratch/said" 2>&1 ||
		! grep -qF "$2" "$scratch/said"; then
		echo "views: not refused: $1"
		cat "$scratch/said"
		wrong=1
	fi
}
for table in unit agency hamlet person account position role file content procedure procedure_component dossier dossier_step dossier_month; do
	refused "select count(*) as \"n int\" from $table" "reads $table, a table of "
done
refused 'select password_hash from account_name' 'no such column: password_hash'
refused 'select declared_number from account_name' 'no such column: declared_number'
refused 'select phone from person_identity' 'no such column: phone'
exit $wrong
