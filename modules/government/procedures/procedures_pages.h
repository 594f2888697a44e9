/* What the pages of procedures show. */
#pragma once
#include "web/hooks.h"
#include "web/object.h"
#include "procedures_find.h"
#include "procedures_steps.h"

struct fee_rules_on_rows;
struct procedure_channels_rows;

struct procedures_view {
	str typed, field, meant;
	int64_t page, next; /* next: 0 = this is the last */
	struct procedure_list_rows often;
	const str *fees; /* of each of `procedures`, else of `often`; empty = not for communes to say */
	struct life_events events;
	struct procedure_fields_rows fields;
	struct procedure_list_rows procedures;
};
struct life_event_view {
	struct life_event event;
	struct procedure_list_rows procedures;
	const str *fees;
};
struct procedure_view {
	struct procedure_get procedure;
	str short_name; /* empty when it has none */
	struct procedure_channels_rows channels;
	struct procedure_components_rows components;
	struct procedure_remarks_rows remarks;
	struct steps_found steps;
	struct fee_rules_on_rows fees;
	struct posting_remarks_rows postings;
	str term, fee;           /* at the desk, told as everywhere */
	const str *channel_fees; /* the same of each channel */
	str decided_at;          /* level that decides today: "commune", "province" */
	bool handled;            /* at the commune's one-stop shop, today */
	bool online;
	bool alike;    /* every channel has the same limit and fee */
	int64_t newer; /* the version in force when this one is not; 0 = none */
};
enum procedure_part {
	PART_SEQUENCE,
	PART_WAYS,
	PART_PAPERS,
	PART_TIME,
	PART_APPLICANTS,
	PART_AGENCY,
	PART_RESULT,
	PART_FEES,
	PART_FORMS,
	PART_CONDITIONS,
	PART_BASIS,
	PROCEDURE_PARTS
};                                                                   /* of Decree 63/2010/NĐ-CP art. 8.2, in its order */
bool component_part_there(const struct procedure_view *v, int part); /* is anything written there? */
const char *component_part_title(int part);
const char *component_part_anchor(int part);
str component_parts_missing(arena *a, const struct procedure_view *v); /* "yêu cầu, điều kiện; căn cứ pháp lý" */
size_t component_forms_count(const struct procedure_view *v);

struct suggestion {
	str value, title, detail; /* address, name, "1.001193 · Hộ tịch" */
};
struct suggestions_view {
	str typed;
	struct suggestion *choices;
	size_t n;
	int64_t has_more; /* the search finds more than these few */
};
struct ask_view {
	str phone, dialled, address; /* settings; may be empty. dialled: "02293888888" */
};
/* The official name when it says more than the short one: "Thủ tục đăng ký khai sinh" says no more than "Khai sinh". */
str component_name_beyond(arena *a, str short_name, str name);
bool procedure_basis_of_law(str basis); /* not only a remark of where it was read, which is for officers */
/* A text that its source cut ("… Giấy chứng nh…") without the piece of a word at its end. */
str suggestions_whole_words(arena *a, str text);
/* procedures_told.c */
str procedure_term_text(struct ctx *c, str unit, int64_t amount);   /* for people, also for "unknown" */
str procedure_term_remark(struct ctx *c, str unit, int64_t amount); /* for officers: why it is a guess; empty when it is none */
str procedures_address(arena *a, const struct procedures_view *v, int64_t page); /* of another page of the same search */
str component_paper_facts(arena *a, const struct procedure_components *k); /* "1 bản chính, 1 bản sao · mẫu trên Cổng: .." */
str procedure_clipped(arena *a, str text, size_t most);                    /* whole words, at most that many characters */
str procedure_short_title(arena *a, str name);    /* for the tab of a browser: whole words, at most 50 characters */
const char *procedure_channel_label(str channel); /* "trực tuyến"; empty for any */
/* Those after *i who pay the same for the same reason: "hộ nghèo; người khuyết tật"; *i moves behind them. */
str fee_payers_alike(arena *a, const struct fee_rules_on_rows *fees, size_t *i);
str procedure_channel_titles(
	arena *a, const struct procedure_channels_rows *channels); /* "Trực tuyến, trực tiếp, qua bưu chính" */

err procedures_page_run(struct req *q);
err procedure_page_run(struct req *q);
err life_event_page_run(struct req *q);
err suggestions_run(struct req *q);
err suggestions_ask_page_run(struct req *q);
extern const struct shape procedures_view_shape, procedure_view_shape, life_event_view_shape, procedure_step_shape,
	suggestions_view_shape;

/* ---- procedures_front.c, procedures_home.html: on the pages of the house ---- */
extern const struct finder procedures_finder;
MUST_USE err procedures_hits(struct req *q, str typed, struct hits *hits);
MUST_USE err procedure_object(struct req *q, int64_t id, struct object_seen *out);
