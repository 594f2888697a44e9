/* pages: models and handlers of the pages of records. Private to this folder. */
#pragma once
#include "government/personnel/inside.h"
#include "web/reply.h"

struct personnel_line { /* an entry as it is shown */
	int64_t id;
	str kind, title, answers, valid_from, valid_to;
	str decision_number, decision_on, decision_signer, reason, author;
	str state; /* "now", "before", "later", "replaced" */
	int64_t written_at, is_sensitive;
	const struct personnel_kind *of; /* by which it was written */
	struct file_links_rows papers;
};
struct personnel_lines {
	struct personnel_line *v;
	size_t n;
};
enum personnel_reader { PERSONNEL_BY_OFFICE, PERSONNEL_OF_SENSITIVE, PERSONNEL_BY_HIMSELF };
struct personnel_view { /* a record on a day */
	int64_t id, version, is_complete;
	str name, title, day, left_on, missing, raise_on, retires_on;
	struct personnel_lines lines;
	const struct personnel_kinds *kinds;
	enum personnel_reader reader;
	bool is_today, may_write, may_sensitive, is_own;
	str base;
	int64_t waiting; /* requests that are not answered yet */
};
struct personnel_kind_view { /* all that was ever written of one kind */
	int64_t id, version;
	str name, kind, title, base;
	struct personnel_lines lines;
	const struct personnel_kind *of;
	bool may_write;
};
struct personnel_form_view {
	int64_t id, version, corrects;
	str name, title, base, answers, valid_from, action;
	const struct personnel_kind *of;
	struct personnel_line was; /* what is corrected */
	struct personnel_decision decision;
	struct kept_files kept;
	bool asks; /* an officer asks; else it is written */
};
struct personnel_request_view {
	struct personnel_request_own r;
	struct personnel_line was;
	bool has_was;
	struct personnel_kind const *of;
	struct personnel_events_rows events;
	struct file_links_rows papers;
	const struct flow_action *const *offered;
	struct flow_offers actions;
	const struct flow_action *action;
	int side;
	str base, state, title, answers;
};
struct personnel_figures_view {
	str day;
	struct personnel_figures of;
	int64_t staff, complete, signature, mailbox, skill, is_retirement_known;
};
struct personnel_open_view {
	const struct choice *officers;
};
struct personnel_row {
	int64_t id;
	str name, title, rank, salary, complete, left_on;
};
struct personnel_due {
	int64_t id;
	str name, what, due_on, rank, since;
};
struct personnel_quota_row {
	int64_t id;
	str kind, decision;
	opt_int quota, vacant;
	int64_t staff;
};
struct personnel_asked {
	str words, what, state;
	bool ages_known; /* settled */
};

MUST_USE err personnel_record_show(struct req *q);
MUST_USE err personnel_sensitive_show(struct req *q);
MUST_USE err personnel_kind_show(struct req *q);
MUST_USE err personnel_form_show(struct req *q);
MUST_USE err personnel_write_post(struct req *q);
MUST_USE err personnel_end_again(struct req *q);
MUST_USE err personnel_end_post(struct req *q);
MUST_USE err personnel_open_form(struct req *q);
MUST_USE err personnel_open_post(struct req *q);
MUST_USE err personnel_leave_post(struct req *q);
MUST_USE err personnel_sheet_send(struct req *q);
MUST_USE err personnel_figures_show(struct req *q);
MUST_USE err personnel_quota_post(struct req *q);
MUST_USE err personnel_own_show(struct req *q);
MUST_USE err personnel_own_sheet(struct req *q);
MUST_USE err personnel_ask_form(struct req *q);
MUST_USE err personnel_ask_post(struct req *q);
MUST_USE err personnel_request_office(struct req *q);
MUST_USE err personnel_request_mine(struct req *q);
MUST_USE err personnel_request_office_form(struct req *q);
MUST_USE err personnel_request_mine_form(struct req *q);
MUST_USE err personnel_request_office_act(struct req *q);
MUST_USE err personnel_request_mine_act(struct req *q);

/* view.c */
MUST_USE err personnel_view_load(
	struct req *q, const struct personnel_file_get *f, enum personnel_reader reader, struct personnel_view *v);
MUST_USE err personnel_kind_reached(struct req *q, const struct personnel_kind **k); /* of q->key; DENIED: the sensitive part */
MUST_USE err personnel_line_of(struct req *q, const struct personnel_entries_on *e, bool masked, struct personnel_line *out);

extern const struct list personnel_list, personnel_due_list, personnel_quota_list, personnel_requests_list,
	personnel_my_requests_list;
extern const struct input personnel_open_input, personnel_quota_input, personnel_entry_input, personnel_end_input,
	personnel_leave_input, personnel_ask_input;
extern const struct shape personnel_shape, personnel_kind_shape, personnel_request_shape, personnel_figures_shape,
	personnel_row_shape, personnel_due_shape, personnel_quota_row_shape;
void personnel_state_tag(struct page *p, const struct listing *l, const void *row); /* personnel.html */
void personnel_due_name(struct page *p, const struct listing *l, const void *row);
void personnel_open_part(struct page *p, const struct listing *l); /* for who may: opens the record of somebody */
void personnel_due_part(struct page *p, const struct listing *l);
