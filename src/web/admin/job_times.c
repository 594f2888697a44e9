/* The page of jobs: those that run by themselves, when, how the last time ended, and running one now. */
#include "web/admin/admin.h"
#include "web/admin/admin.html.h"
#include "web/reply.h"
#include "web/services/job.h"

static err fill_one(struct ctx *c, const struct job_kind *k, struct job_times *out)
{
	struct job_planned planned;
	struct job_last_of last = {0};
	bool waits, ended;
	TRY(job_planned(c, str_of(k->name), S("periodic"), &planned, &waits));
	TRY(job_last_of(c, str_of(k->name), &last, &ended));
	*out = (struct job_times){.name = str_of(k->name),
		.title = str_of(k->title),
		.when = k->every ? every_said(c->a, k->every) : timetable_said(c->a, &k->when),
		.last_at = {ended, last.finished_at},
		.last_state = last.state,
		.last_error = last.error};
	out->is_running = !waits;
	if (waits)
		out->next_at = some_int(planned.ready_at);
	return NULL;
}

err job_times_fill(struct ctx *c, struct job_times_rows *out)
{
	size_t n = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		n += (*m)->jobs.n;
	*out = (struct job_times_rows){NEWN(c->a, struct job_times, n + 1), 0};
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->jobs.n; i++)
			if (job_repeats(&(*m)->jobs.v[i]))
				TRY(fill_one(c, &(*m)->jobs.v[i], &out->v[out->n++]));
	return NULL;
}

err job_now_post(struct req *q)
{
	TRY(job_run_now(&q->ctx, q->key));
	flash(q, "Công việc sẽ chạy ngay.");
	return see_other(q, "/quan-tri/cong-viec");
}

static const struct member times_members[] = {
	MEMBER(struct job_times, name, M_TEXT),
	MEMBER(struct job_times, title, M_TEXT),
	MEMBER(struct job_times, when, M_TEXT),
	MEMBER(struct job_times, next_at, M_OPT_INT),
	MEMBER(struct job_times, last_at, M_OPT_INT),
	MEMBER(struct job_times, last_state, M_TEXT),
	MEMBER(struct job_times, last_error, M_TEXT),
	MEMBER(struct job_times, is_running, M_INT),
};
const struct shape job_times_shape = SHAPE("job_times", struct job_times, times_members);
