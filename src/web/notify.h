/* notify: telling an account something. The module that knows declares what it may say; the one who tells says it in the transaction of what
 * happened, so it is told if and only if that is on disk:
 *	static const struct event events[] = {{.name = "import.ended", .title = "Danh sách tôi nhập đã xong", .who = "officer", .outlets = "email"}};
 *	TRY(notify(c, account, "import.ended", &(struct news){.title = S("Đã nhập xong"), .text = said, .path = path}));
 * A notice stands behind the bell in any case (core/notices). Out of the house it goes by the outlets that its account has chosen for such news,
 * or that the event names as long as he has not; what is legal goes whatever he chose. An outlet is a row too: letters and short messages are
 * core/channels'; who declares another one reaches everybody with all that is told, without a line elsewhere:
 *	static const struct outlet outlets[] = {{.name = "email", .title = "Thư điện tử", .open = mail_open, .address = mail_to, ..}}; */
#pragma once
#include "base/base.h"

struct ctx;
struct module;

struct event {
	const char *name, *title; /* as its reader chooses it: "Lãnh đạo nhắc hồ sơ quá hạn" */
	const char *who;          /* kinds of accounts that are told: "citizen", "officer", "citizen officer" */
	const char *permission;   /* offered to those alone who hold it; NULL: to all of these kinds */
	const char *outlets;      /* by which it goes as long as the account has not chosen: "email phone"; NULL: by none */
	bool legal;  /* told by law, or for the account's safety: cannot be switched off; if by none of its outlets, by another */
	bool urgent; /* at any hour, never gathered */
	bool of_itself; /* what somebody has chosen elsewhere: not among the choices */
};
struct reach {            /* where somebody can be reached: what he has proved, nothing else */
	int64_t account;  /* is asked for. Out: 0: there is none, or it is closed */
	str email, phone; /* empty: none */
	bool is_officer;
};
struct outgoing {
	str to, subject, text;
	str mark; /* the same each time that this one is tried: the other side may know it again */
};
struct outlet {
	const char *name, *title;
	bool brief;                  /* a sentence or two: without the address of a page and without what can be done about it */
	bool gathers;                /* an officer may have the news of a day come together */
	bool (*open)(struct ctx *c); /* is it set up? */
	str (*address)(const struct reach *r);      /* empty: he cannot be reached by it */
	str (*masked)(arena *a, str to);            /* for lists */
	int64_t (*when)(struct ctx *c, int64_t at); /* the first time from then on that is no quiet hour; NULL: there are none */
	/* Outside a transaction. INVALID: to that address never; any other error: not this time. Its text says not whom it was for. */
	err (*send)(struct ctx *c, const struct outgoing *o);
};
struct news {
	str title, text, path; /* path: where opening it leads; empty: nowhere */
	str outside;           /* what is said out of the house instead, where title and text name people; empty: those */
	str brief;             /* what a short message says instead; empty: title and text */
	str email, phone; /* where he said that he is reached, of whom no account has proved anything; there need be no account */
	str once;         /* one such news of that event to that account; empty: however often */
	bool as_of_now;   /* to where he is reached at this moment, though that changes before it goes */
};
/* Inside db_write; no account and no address: does nothing. BROKEN: no such event. */
MUST_USE err notify(struct ctx *c, int64_t account, const char *event, const struct news *n);

/* ---- for the modules that tell and send ---- */
const struct event *event_find(str name);   /* NULL: of no module */
const struct outlet *outlet_find(str name); /* NULL: of no module */
MUST_USE err reach_find(struct ctx *c, struct reach *r);
MUST_USE err notify_declare(struct ctx *c, const struct module *const *list); /* BROKEN: what is declared makes no sense */
