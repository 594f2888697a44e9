/* Tokens of programs. The prefix lets scanners of source code recognise one that was published by mistake. */
#include "auth/auth.h"
#include "auth/auth.sql.h"

#define PREFIX "dinh_"

bool token_is(str token) { return token.n == sizeof PREFIX - 1 + 43 && str_starts(token, S(PREFIX)); }

err token_add(struct ctx *c, const struct new_token *n, str *token, int64_t *id)
{
	struct token_insert added;
	*token = str_format(c->a, PREFIX "%s", random_token(c->a, 32).s);
	struct sha256 hash = sha256_of(*token);
	TRY(token_insert(c,
		&(struct token_insert_in){.token_hash = (str){(const char *)hash.bytes, sizeof hash.bytes},
			.account = n->account,
			.unit = n->unit,
			.name = n->name,
			.scope = n->scope,
			.at = c->now,
			.expires = n->expires_at},
		&added));
	*id = added.id;
	return NULL;
}

err token_list(struct ctx *c, int64_t account, struct tokens *out)
{
	struct tokens_of_rows rows;
	TRY(tokens_of(c, account, c->now, &rows));
	*out = (struct tokens){NEWN(c->a, struct token_facts, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		const struct tokens_of *r = &rows.v[i];
		out->v[i] = (struct token_facts){r->id, r->name, r->scope, r->created_at, r->expires_at, r->seen_at};
	}
	return NULL;
}

err token_end(struct ctx *c, int64_t account, int64_t id)
{
	auth_changed();
	return token_remove(c, id, account);
}
