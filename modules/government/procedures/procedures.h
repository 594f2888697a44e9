/* procedures: the catalogue of administrative procedures (thủ tục hành chính): versions by date, channels, papers, fees, the steps a
 * dossier goes through, who decides, which unit offers what.
 *
 * Level 'commune': the commune's one-stop shop takes it in (who decides is another question: procedure_authority); 'vertical': tagged
 * for the commune, but customs, tax, treasury, courts or social insurance handle it; 'other': for search only. The portal does not say
 * how far a service is online: a procedure with an online channel counts as 'full', without one as 'none'.
 *
 * A procedure has a code for life; an id names one version of it. Every function takes the id of any version; versions, authority and
 * fees are those of ctx->now. Steps, posting and fee rules belong to the code and outlive a version. */
#pragma once
#include "core/calendar/calendar.h"
#include "web/choice.h"

struct procedure_terms {   /* what a dossier keeps as its snapshot when it is received */
	int64_t procedure; /* id of the version in force on that day */
	str code, name, field;
	struct term term; /* of the channel; "unknown" in the source counts as 5 working days, said so on the page */
	int64_t fee;      /* đồng; 0 = none or set by the province: see fee_note; procedure_fee() knows exemptions */
	str fee_note;
	str supplement_rule; /* after a supplement the term is counted anew ('restart', NĐ 61/2018 art. 19.4) or goes on ('resume') */
};
/* The version of a procedure in force at ctx->now, for a channel ('desk', 'online', 'post'). NOT_FOUND: unknown, not in force or not
 * handled at communes; INVALID: it does not come by that channel (the desk is always open). */
MUST_USE err procedure_in_force(struct ctx *c, int64_t procedure, str channel, struct procedure_terms *out);

/* Inside db_write: a version of a procedure from an earlier day on, up to its earliest known one and made after it, for records of that
 * time whose own wording is not known; `source` says so on its page. Gives the version of that day when there is one already. */
MUST_USE err procedure_before(struct ctx *c, str code, day from, str source, int64_t *id);

/* ---- the way a dossier goes ---- */
enum { PROCEDURE_STEPS_MAX = 10 };
struct procedure_step {
	int64_t number; /* 1, 2, .. */
	str title;
	str kind;        /* 'reception' first, then 'processing' and 'approval' in any number and order, 'return' last */
	str role;        /* who: 'reception', 'specialist', 'leader', 'clerk' */
	str agency_kind; /* where: 'one_stop', 'committee', 'department', ..; empty = anywhere in the unit */
	int64_t share;   /* of the term, percent; all together 100 */
	str actions;     /* what may be done there beside going on, names separated by spaces: "ask_supplement extend" */
};
struct procedure_steps {
	const struct procedure_step *v;
	size_t n;
};
/* The unit's own steps (of ctx->unit), else the procedure's, else the default four. */
MUST_USE err procedure_steps_of(struct ctx *c, int64_t procedure, struct procedure_steps *out);
/* When each step should be done if the clock of the whole term starts at `from`: n instants; the last is the term's own end. */
MUST_USE err procedure_plan(
	struct ctx *c, int64_t unit, int64_t from, struct term term, const struct procedure_steps *steps, int64_t *due_at);

/* ---- who decides, who offers it, what it costs ---- */
/* Three organisations of a dossier (NĐ 118/2025): the one that helped the applicant file it, the one that takes it in, the one that
 * decides. By the procedure's level on ctx->now's day: the receiving unit itself, its district (until 30/06/2025) or its province.
 * Whoever knows better (a dossier for another commune of the province) may choose otherwise. */
MUST_USE err procedure_authority(
	struct ctx *c, int64_t procedure, int64_t receiving_unit, int64_t *competent_unit, int64_t *support_unit);
MUST_USE err procedure_code(struct ctx *c, int64_t procedure, str *code); /* of any of its versions */
/* Does the unit offer it? Everything that communes take, unless the unit's administrator took it down. */
MUST_USE err procedure_posted(struct ctx *c, int64_t procedure, int64_t unit, bool *posted);
void procedure_posted_ahead(struct ctx *c, int64_t procedure, int64_t unit); /* see db_ahead */
/* What an applicant pays who has this attribute ('' = none; see procedure_payers): the lowest of the channel's fee and the rules that
 * apply. basis: why, in Vietnamese; for an unknown fee what the source says. */
MUST_USE err procedure_fee(struct ctx *c, int64_t procedure, str channel, str attribute, int64_t *amount, str *basis);
/* A sum as every page and every paper tells it: "20.000 đồng", "2.000 đồng/trang", "Không thu", "Theo quy định của Hội đồng nhân dân
 * cấp tỉnh". note: what the source says beside it; an unset sum is one that nobody has written down. */
str fee_told(arena *a, opt_int sum, str note);
/* What the applicant will pay, told so. channel: one that the procedure does not come by counts as the desk. NOT_FOUND: unknown. */
MUST_USE err procedure_fee_told(struct ctx *c, int64_t procedure, str channel, str attribute, str *told);
/* Of a dossier whose sum is settled: with whether it was paid; 0 = what its procedure says of those who pay nothing now. */
MUST_USE err procedure_fee_settled(struct ctx *c, int64_t procedure, int64_t sum, bool paid, str *told);
extern const struct choice procedure_payers[]; /* "poor" Hộ nghèo, "merit" Người có công, ..; ends with {NULL} */

const char *procedure_channel_title(str channel); /* "Trực tuyến", "Trực tiếp", "Qua bưu chính" */
extern const struct choice procedure_channel_choices[];

/* ---- the desk ---- */
struct procedure_pick {
	int64_t id;
	str code, name, short_name; /* "1.001193", "Thủ tục đăng ký khai sinh", "Khai sinh" (the name when it has no short one) */
	str alias;                  /* "ks"; may be empty */
	int64_t uses;               /* dossiers in that unit */
};
struct procedure_picks {
	struct procedure_pick *v;
	size_t n;
	bool more; /* than these */
};
/* What an officer of the unit means by what he typed: an alias, a code, everyday words, the name without marks or with a slip of the
 * finger; best first, at most 12. Typed nothing: what the unit takes in most. Only what it offers today. */
MUST_USE err procedure_pick(struct ctx *c, int64_t unit, str typed, struct procedure_picks *out);
MUST_USE err procedure_used(struct ctx *c, int64_t procedure, int64_t unit); /* inside db_write: one more dossier */
str procedure_short_name(struct ctx *c, str code, str name);                 /* "Khai sinh"; `name` when there is none */

/* ---- papers ---- */
/* A row of a procedure's list that no one can hand in: a heading, a remark ("Lưu ý", "Giá trị sử dụng của ..", whose duty it is). */
bool component_is_note(struct ctx *c, str grouping, str text);
/* "Giấy chứng sinh; trường hợp không có .." -> "Giấy chứng sinh": enough to know which sheet is meant. */
str component_title(str name);

/* A page of another module about one procedure, to which its page for administrators leads; told once, before requests come. */
struct procedure_beside {
	const char *title, *page, *permission; /* page: below /quan-tri/thu-tuc/{id}: "/so-du-lieu" */
};
void procedure_led_to(const struct procedure_beside *b);

extern const struct module procedures_module;
