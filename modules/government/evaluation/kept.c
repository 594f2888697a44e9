/* kept: the tasks that stood behind a proposal, as JSON, so that its score can be explained and computed again whatever was written later. */
#include "government/evaluation/criteria.h"

static const struct {
	const char *name;
	size_t at;
} numbers[] = {{"id", offsetof(struct evaluation_tasks, id)},
	{"coefficient", offsetof(struct evaluation_tasks, coefficient_hundredths)},
	{"amount", offsetof(struct evaluation_tasks, amount)}, {"done", offsetof(struct evaluation_tasks, done)},
	{"good", offsetof(struct evaluation_tasks, good)}, {"on_time", offsetof(struct evaluation_tasks, on_time)}},
  texts[] = {{"title", offsetof(struct evaluation_tasks, title)}, {"counted", offsetof(struct evaluation_tasks, counted)},
	  {"source", offsetof(struct evaluation_tasks, source)}, {"due_on", offsetof(struct evaluation_tasks, due_on)}};

str evaluation_tasks_kept(arena *a, const struct evaluation_tasks_rows *tasks)
{
	buf b = {.a = a};
	buf_lit(&b, "[");
	for (size_t i = 0; i < tasks->n; i++) {
		const char *row = (const char *)&tasks->v[i];
		buf_str(&b, i ? S(",{") : S("{"));
		for (size_t k = 0; k < COUNT(numbers); k++)
			buf_printf(&b, "%s\"%s\":%lld", k ? "," : "", numbers[k].name,
				(long long)*(const int64_t *)(row + numbers[k].at));
		for (size_t k = 0; k < COUNT(texts); k++) {
			buf_printf(&b, ",\"%s\":", texts[k].name);
			json_str(&b, *(const str *)(row + texts[k].at));
		}
		buf_lit(&b, "}");
	}
	buf_lit(&b, "]");
	return buf_text(&b);
}

err evaluation_tasks_then(struct ctx *c, str kept, struct evaluation_tasks_rows *out)
{
	const struct node *list;
	size_t n = 0;
	TRY(json_read(c, kept.n ? kept : S("[]"), &list));
	for (const struct node *o = list->first; o; o = o->next)
		n++;
	*out = (struct evaluation_tasks_rows){NEWN(c->a, struct evaluation_tasks, n + 1), 0};
	for (const struct node *o = list->first; o; o = o->next) {
		char *row = (char *)&out->v[out->n++];
		for (size_t k = 0; k < COUNT(numbers); k++) {
			const struct node *m = json_member(o, numbers[k].name);
			*(int64_t *)(row + numbers[k].at) = m && m->type == N_INT ? m->i : 0;
		}
		for (size_t k = 0; k < COUNT(texts); k++) {
			const struct node *m = json_member(o, texts[k].name);
			*(str *)(row + texts[k].at) = m && m->type == N_TEXT ? m->text : S("");
		}
	}
	return NULL;
}
