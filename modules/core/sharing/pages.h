/* pages: models and handlers. Private to this folder. */
#pragma once
#include "core/sharing/sharing.h"
#include "web/list/list.h"

struct sharing_line {
	int64_t id;
	str title, name, asker, owner, fields, state, to_on; /* name: "Số 3 – Giếng nước"; to_on: the last day */
};
struct sharing_lines {
	struct sharing_line *v;
	size_t n;
};
struct sharing_list_view {
	struct listing list;
	enum sharing_side side;
	struct sharing_lines agreements;
	str next;
};
struct sharing_fact { /* a field, as people read it */
	str name, label;
	int64_t is_personal;
};
struct sharing_facts {
	struct sharing_fact *v;
	size_t n;
};
struct sharing_step {
	int64_t happened_at;
	str what, note;
};
struct sharing_steps {
	struct sharing_step *v;
	size_t n;
};
struct sharing_view {
	enum sharing_side side;
	struct sharing_agreed agreement;
	str state, state_title, last_on, path, data; /* data: where it can be looked at */
	const struct flow_action *const *offered;
	const struct flow_action *action; /* of its form */
	struct sharing_facts fields;
	struct sharing_steps steps;
	struct sharing_days_rows days;
	struct sharing_calls_rows calls;
	struct texts told; /* the calls, as people read them */
	int64_t is_usable;
};
struct sharing_ask_view {
	struct registries all;
	const struct registry *registry; /* NULL: it is to be chosen */
	struct sharing_facts fields;
};
struct sharing_record {
	int64_t id, unit;
	str fields; /* JSON */
	str *cells;
};
struct sharing_records {
	struct sharing_record *v;
	size_t n;
};
struct sharing_data_view {
	struct sharing_agreed agreement;
	int64_t agreement_id, is_there;
	struct sharing_facts heads;
	struct sharing_records records;
	str next, address; /* of the next page */
	str value;         /* one field of one record: JSON {"field": ..} */
};
struct sharing_written { /* what a program is told of what it wrote */
	int64_t id, version, is_created, is_changed;
};
err sharing_demo(struct ctx *c);
err sharing_list_run(struct req *q), sharing_show(struct req *q), sharing_form(struct req *q), sharing_form_run(struct req *q);
err sharing_ask_form(struct req *q), sharing_ask_run(struct req *q);
err sharing_data_run(struct req *q), sharing_record_run(struct req *q), sharing_exists_run(struct req *q),
	sharing_value_run(struct req *q), sharing_write_run(struct req *q), sharing_end_run(struct req *q);
extern const struct list sharing_given_list, sharing_asked_list;
extern const struct input sharing_ask_input, sharing_write_input, sharing_end_input;
extern const struct shape sharing_list_shape, sharing_shape, sharing_data_shape, sharing_record_shape, sharing_exists_shape,
	sharing_value_shape, sharing_written_shape;
