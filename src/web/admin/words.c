/* What the administration's pages call: the states of a job, the log with one choice made. */
#include "web/admin/admin.h"

const struct choice job_states[] = {{"queued", "Đang chờ"}, {"running", "Đang chạy"}, {"done", "Đã xong"}, {"dead", "Thất bại"},
	{"discarded", "Đã bỏ"}, {NULL, NULL}};
static const char *const colours[] = {"blue", "turquoise", "green", "red", "grey"};

static const struct choice *state_of(str name)
{
	for (const struct choice *s = job_states; s->value; s++)
		if (str_is(name, s->value))
			return s;
	return NULL;
}

str job_state_title(str state) { return state_of(state) ? str_of(state_of(state)->label) : state; }
const char *job_state_colour(str state) { return state_of(state) ? colours[state_of(state) - job_states] : "grey"; }

str audit_choice(const struct page *p, const struct audit_view *v, const struct audit_pick *k, int64_t id)
{
	const struct audit_filter *f = &v->filter;
#define NUMBER(pick) (k == &f->pick ? id : f->pick.id)
	return ADDRESS(p->a, "/quan-tri/nhat-ky", {"tu", f->from}, {"den", f->to}, {"viec", f->action}, {"doi-tuong", f->kind},
		{"so", .number = NUMBER(what)}, {"nguoi", .number = NUMBER(who)},
		{"don-vi", .number = v->all_units ? NUMBER(where) : 0});
#undef NUMBER
}
