/* sealed: facts of ours that travel through a browser and come back: what a form keeps of a file, the sentence of the next page, the
 * way to the identity provider, a new secret of one-time codes.
 *
 *	struct seal s = {.purpose = "kept", .account = c->actor, .form = form, .lasts = 12 * HOUR};
 *	hidden(p, "kept", sealed(c, &s, facts));
 *	..
 *	if (!unsealed(c, &s, came_back, &facts))
 *		say so;
 *
 * A sealed text is encrypted and authenticated with a key made of the installation's secret and of everything in struct seal but the time:
 * one of another account, purpose or form does not open, nor one that is older than `lasts`. The reader of a page knows no key, and
 * learns nothing from the text.
 *
 * Whoever opens one still checks each part as if anybody could have written it: that the thing exists, and that this account may have it.
 *
 * What needs no seal: numbers and keys that are looked up with the reader's own scope (drafts, lists of dossiers, cursors), paths that
 * local_path() judges, form tokens (a MAC of a secret of the session, they carry nothing). */
#pragma once
#include "base/base.h"

struct seal {
	const char *purpose; /* "kept": one word for all of its kind */
	int64_t account;     /* whose it is; 0 = nobody is signed in, or it does not matter who */
	str form;            /* the only form it may come back with; empty = any */
	int64_t lasts;       /* microseconds */
};
str sealed(struct ctx *c, const struct seal *s, str text); /* base64url */
bool unsealed(struct ctx *c, const struct seal *s, str came_back, str *text);

/* Once, before any thread: the secret of this installation, 32 bytes. Nothing is sealed or opened without one. */
void seal_with(str secret);
