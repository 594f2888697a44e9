#!/usr/bin/env bash
# rules: a rule says what it takes (RULE, OWN_RULE of src/db/db.h) and `apply` lets the compiler check it. Refused: a rule that takes
# `void *`, and db_write by itself. Left are the store, the flow's own machinery, and functions that are called back with what they were given.
set -u
cd "$(dirname "$0")/../.."
wrong=0
left='^(src/web/flow/flow\.[ch]|program/backup\.c|tests/unit/store\.[ch]|modules/core/files/files_test\.c):'

untyped() { # files: what is refused in them
	grep -nE 'err [^;{]*struct ctx \*[a-z_]*, void \*[a-z_]*\)|^[[:space:]]+struct ctx \*[a-z_]*, void \*[a-z_]*\)|\bdb_write(_of)?\(' "$@" /dev/null | grep -vE "$left"
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
found=$(untyped $(find src modules program tests -name '*.[ch]' ! -path 'src/db/*' ! -path '*/node_modules/*'))
[ -z "$found" ] || { echo "$found"; echo "rules: declare what the rule takes: RULE(name, struct x) or OWN_RULE, and apply(c, name, &x)"; wrong=1; }

# It can fail: each of these four is seen.
printf '%s\n' 'static err keep(struct ctx *c, void *arg)' 'MUST_USE err hamlet_open(struct ctx *c, void *change); /* why */' \
	'MUST_USE err draft_add(' '	struct ctx *c, void *new_draft);' \
	'	TRY(db_write(&q->ctx, keep, &n));' 'static err load(struct ctx *c, arena *a, const void **out)' >"$scratch/bad.c"
[ "$(untyped "$scratch/bad.c" | wc -l)" = 4 ] || { echo "rules: the check does not see what it must"; wrong=1; }

# What another rule takes does not compile.
try() {
	printf '%s\n' '#include "db/db.h"' 'struct taken { int64_t id; };' 'struct other { int64_t id; };' 'OWN_RULE(take, struct taken)' \
		'static err take(struct ctx *c, struct taken *t) { (void)c; t->id++; return NULL; }' \
		"err use(struct ctx *c); err use(struct ctx *c) { struct $1 x = {1}; return apply(c, take, &x); }" >"$scratch/one.c"
	${CC:-cc} -std=gnu11 -Werror -Isrc -D_GNU_SOURCE -fsyntax-only "$scratch/one.c" 2>"$scratch/said"
}
try taken || { cat "$scratch/said"; echo "rules: apply does not take its own struct"; wrong=1; }
try other && { echo "rules: apply takes another struct"; wrong=1; }
exit $wrong
