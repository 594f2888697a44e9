/* dinh user: accounts from the command line. */
#include "main.h"
#include "core/access/access.h"
#include "core/units/units.h"
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>
#include "auth/auth.h"

/* ---- passwords ---- */

static err read_line(struct call *call, const char *prompt, bool terminal, str *out)
{
	struct termios was, silent;
	char *line = NULL;
	size_t cap = 0;
	if (terminal) {
		fprintf(stderr, "%s: ", prompt);
		tcgetattr(STDIN_FILENO, &was);
		silent = was;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	}
	ssize_t n = getline(&line, &cap, stdin);
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		n--;
	*out = str_copy(call->ctx.a, (str){line ? line : "", n > 0 ? (size_t)n : 0});
	free(line);
	return n > 0 ? NULL : FAIL(&call->ctx, INVALID, "no password given");
}

static err read_password(struct call *call, const char *name, str login, str *hash)
{
	bool terminal = isatty(STDIN_FILENO);
	str password, again;
	TRY(read_line(call, "Password", terminal, &password));
	if (terminal) {
		TRY(read_line(call, "Once more", terminal, &again));
		if (!str_eq(password, again))
			return FAIL(&call->ctx, INVALID, "the two passwords differ");
	}
	const str about[] = {str_of(name), login};
	return password_make(&call->ctx, password, (struct texts){about, COUNT(about)}, hash);
}

/* ---- what was typed ---- */

static err find_unit(struct call *call, const char *code, int64_t *id)
{
	static const char *const levels[] = {"commune", "province"};
	for (size_t i = 0; i < COUNT(levels); i++) {
		err e = unit_find(&call->ctx, str_of(levels[i]), str_of(code), day_of(call->ctx.now), id);
		if (!e || e->kind != NOT_FOUND)
			return e;
	}
	return FAIL(&call->ctx, NOT_FOUND, "no commune or province has the code %s today", code);
}

static err read_position(struct call *call, struct new_position *p)
{
	static const char *const roles[] = {"reception", "specialist", "leader", "clerk", "administrator", "platform", NULL};
	const char *role = option(call, "--role"), *unit = option(call, "--unit"), *title = option(call, "--title");
	int i = 0;
	if (!role)
		return wrong_usage(call, "--role is missing");
	while (roles[i] && strcmp(roles[i], role))
		i++;
	if (!roles[i])
		return wrong_usage(call, "--role %s: no such role for an officer", role);
	bool platform = !strcmp(role, "platform");
	if (!unit && !platform)
		return wrong_usage(call, "--unit is missing: the code of the commune or province");
	if (unit && platform)
		return wrong_usage(call, "--unit does not go with the role platform, which is for the whole installation");
	p->role = str_of(role);
	p->title = str_of(title ? title : "");
	return unit ? find_unit(call, unit, &p->unit) : NULL;
}

/* ---- the actions ---- */

struct work {
	struct call *call;
	struct new_account account;
	struct new_position position;
	str login, hash;
	int64_t id;
	err (*change)(struct ctx *c, struct work *w);
};

OWN_RULE(transact, struct work)
static err transact(struct ctx *c, struct work *w) { return w->change(c, w); }

static err find(struct ctx *c, struct work *w)
{
	struct account_facts f;
	TRY(account_find(c, w->login, &f));
	w->id = f.id;
	return NULL;
}

static err change_add(struct ctx *c, struct work *w) { return account_add(c, &w->account, &w->id); }

static err change_password(struct ctx *c, struct work *w)
{
	TRY(find(c, w));
	return account_set_password(c, w->id, w->hash);
}

static err change_disable(struct ctx *c, struct work *w)
{
	TRY(find(c, w));
	return account_disable(c, w->id);
}

static err change_enable(struct ctx *c, struct work *w)
{
	TRY(find(c, w));
	return account_enable(c, w->id);
}

static err change_unlock(struct ctx *c, struct work *w)
{
	TRY(find(c, w));
	return account_unlock(c, w->id);
}

static err change_codes(struct ctx *c, struct work *w)
{
	TRY(find(c, w));
	return account_totp_reset(c, w->id);
}

static err change_grant(struct ctx *c, struct work *w)
{
	int64_t position;
	TRY(find(c, w));
	w->position.account = w->id;
	return position_add(c, &w->position, &position);
}

static err prepare_add(struct call *call, struct work *w)
{
	const char *name = option(call, "--name"), *role = option(call, "--role"), *email = option(call, "--email");
	bool citizen = role && !strcmp(role, "citizen");
	if (!name)
		return wrong_usage(call, "--name is missing");
	if (citizen && (option(call, "--unit") || option(call, "--title")))
		return wrong_usage(call, "--unit and --title are for officers");
	if (!citizen)
		TRY(read_position(call, &w->position));
	TRY(read_password(call, name, w->login, &w->hash));
	w->account = (struct new_account){.kind = citizen ? S("citizen") : S("officer"),
		.login = w->login,
		.password_hash = w->hash,
		.name = text_clean(call->ctx.a, str_of(name), false),
		.email = str_of(email ? email : ""),
		.phone = S(""),
		.unit = w->position.unit,
		.title = w->position.title,
		.role = citizen ? S("") : w->position.role,
		.valid_from = S("")};
	return NULL;
}

static err prepare_password(struct call *call, struct work *w) { return read_password(call, "", w->login, &w->hash); }
static err prepare_grant(struct call *call, struct work *w) { return read_position(call, &w->position); }

static const struct action {
	const char *name, *done;
	err (*prepare)(struct call *call, struct work *w);
	err (*change)(struct ctx *c, struct work *w);
} actions[] = {
	{"add", "Added", prepare_add, change_add},
	{"passwd", "Changed the password of", prepare_password, change_password},
	{"disable", "Disabled", NULL, change_disable},
	{"enable", "Enabled", NULL, change_enable},
	{"unlock", "Unlocked", NULL, change_unlock},
	{"reset-codes", "Took the one-time codes from", NULL, change_codes},
	{"grant", "Gave a position to", prepare_grant, change_grant},
};

static err list(struct call *call)
{
	struct account_list page;
	str after = S("");
	do {
		TRY(account_all(&call->ctx, after, &page));
		for (size_t i = 0; i < page.n; i++) {
			const struct account_facts *f = &page.v[i];
			printf("%.*s\t%.*s\t%s\t%.*s\t%.*s\n", STR_ARG(f->login), STR_ARG(f->kind),
				f->disabled ? "disabled" : "active", STR_ARG(f->name), STR_ARG(f->position));
		}
		after = page.n ? page.v[page.n - 1].login : after;
	} while (page.n);
	return NULL;
}

err command_user(struct call *call)
{
	const char *name = call->arguments[0];
	struct work w = {.call = call};
	bool is_list = !strcmp(name, "list");
	size_t i = 0;
	while (i < COUNT(actions) && strcmp(actions[i].name, name))
		i++;
	if (i == COUNT(actions) && !is_list)
		return wrong_usage(call, "no action `%s`: add, list, passwd, disable, enable, unlock, reset-codes, grant", name);
	if ((call->n == 1) != is_list)
		return wrong_usage(call, is_list ? "`list` takes no login" : "the login is missing");
	TRY(open_store(call));
	if (is_list)
		return list(call);
	w.login = text_clean(call->ctx.a, str_of(call->arguments[1]), false);
	w.change = actions[i].change;
	if (actions[i].prepare)
		TRY(actions[i].prepare(call, &w));
	TRY(apply(&call->ctx, transact, &w));
	printf("%s %s\n", actions[i].done, call->arguments[1]);
	return NULL;
}
