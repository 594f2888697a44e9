/* naming: what kinds of things and actions are called, and how one thing is called and found. */
#pragma once
#include "base/base.h"

struct ctx;

struct word { /* an action or a kind of object in the audit log, as an administrator reads it .. */
	const char *name,
		*title; /* "dossier.submit", "Nộp hồ sơ"; "dossier", "Hồ sơ"; .. "=leader", "Lãnh đạo": a detail that is a code */
};
struct named { /* something a person knows by a name: "Lê Thị Hoa (motcua.gialam)", "Xã Gia Lâm", "H42.17-261123-0001" */
	int64_t id;
	str title;
};
struct named_list {
	struct named *v;
	size_t n;
};
struct naming { /* of every kind of object in the audit log (a word without a dot): nobody types or reads its number */
	const char *kind;
	err (*title)(struct ctx *c, int64_t id, str *out); /* NOT_FOUND: it is gone; NULL: its rows bear no number */
	err (*find)(struct ctx *c, str typed,
		struct named_list *out); /* at most some dozens, of c->unit where it is a unit's; NULL: no */
};
str word_title(str name); /* by the words of all modules; the name itself when none says it */
