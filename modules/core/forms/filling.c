/* filling: what was sent is read and checked; what is known of a person; the one line that says what is asked for. */
#include "core/forms/inside.h"
#include "web/judging.h"
#include "http/http.h"
#include "web/request.h"

/* ---- reading and checking ---- */

err form_problems(struct ctx *c, const struct problem *problems)
{
	if (!problems)
		return NULL;
	struct error *e = NEW(c->a, struct error);
	*e = (struct error){INVALID, HERE, problems->text, problems};
	return e;
}

/* The member `answers` of a JSON body; absent: an empty object. */
static err sent_object(struct req *q, const struct node **out)
{
	struct ctx *c = &q->ctx;
	const struct node *body, *empty;
	TRY(json_read(c, q->http->body.n ? q->http->body : S("{}"), &body));
	TRY(json_read(c, S("{}"), &empty));
	*out = json_member(body, "answers");
	if (!*out || (*out)->type == N_NULL)
		*out = empty;
	if ((*out)->type == N_OBJECT)
		return NULL;
	return FAIL_FIELD(c, "answers", "“answers” phải là một đối tượng { }");
}

static err read_from(struct ctx *c, const struct form *f, struct form_source *from, str *answers)
{
	const struct problem *problems;
	struct form_answers *v;
	TRY(form_answers_read(c, f, from, &v, &problems));
	*answers = form_answers_json(c->a, v);
	if (answers->n > FORM_ANSWERS_MAX)
		return FAIL(c, TOO_LARGE, "Nội dung khai dài quá %d KB.", FORM_ANSWERS_MAX / 1024);
	return form_problems(c, problems);
}

err form_read(struct req *q, const struct form *f, bool complete, str *answers)
{
	return form_read_sent(q, f, complete, NULL, answers);
}

err form_read_sent(struct req *q, const struct form *f, bool complete, const struct sent_files *sent, str *answers)
{
	return form_read_of(q, f, NULL, complete, sent, answers);
}

err form_read_of(struct req *q, const struct form *f, const struct form_person *who, bool complete, const struct sent_files *sent,
	str *answers)
{
	struct form_source from = {.q = q, .page = &q->page, .complete = complete, .sent = sent, .who = who};
	*answers = S("{}");
	if (q->json && !q->http->nparts) {
		from.page = NULL;
		TRY(sent_object(q, &from.object));
	}
	return read_from(&q->ctx, f, &from, answers);
}

err form_read_object(struct req *q, const struct form *f, const struct node *object, bool complete, str *answers)
{
	struct form_source from = {.q = q, .object = object, .complete = complete};
	*answers = S("{}");
	if (!object || object->type != N_OBJECT)
		return FAIL(&q->ctx, INVALID, "Nội dung của mục phải là một đối tượng { }");
	return read_from(&q->ctx, f, &from, answers);
}

static err read_kept(struct ctx *c, const struct form *f, str answers, bool complete, struct form_answers **out)
{
	struct form_source from = {.complete = complete, .as_kept = true};
	const struct problem *problems;
	TRY(json_kept(c, answers.n ? answers : S("{}"), NULL, &from.object));
	if (from.object->type != N_OBJECT)
		return FAIL(c, INVALID, "Nội dung khai phải là một đối tượng { }");
	TRY(form_answers_read(c, f, &from, out, &problems));
	return form_problems(c, problems);
}

err form_check(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *v;
	return read_kept(c, f, answers, true, &v);
}

err form_settled(struct ctx *c, const struct form *f, str answers, str *out)
{
	struct form_answers *v;
	TRY(read_kept(c, f, answers, true, &v));
	*out = form_answers_json(c->a, v);
	return NULL;
}

err form_worked_out(struct ctx *c, const struct form *f, str known, str *answers)
{
	struct form_answers *v;
	TRY(read_kept(c, f, known, false, &v));
	*answers = form_answers_json(c->a, v);
	return NULL;
}

bool form_rows_pressed(struct req *q)
{
	bool pressed = http_field(q->http, "e_add").n || http_field(q->http, "e_remove").n;
	if (pressed)
		q->page.again = true;
	return pressed;
}

/* ---- files ---- */

bool form_asks_file(const struct form *f, int64_t component)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++)
			if (f->sections[i].fields[k].type == FORM_FILE && f->sections[i].fields[k].component == component)
				return true;
	return false;
}

/* ---- places ---- */

err form_provinces_of_today(struct ctx *c, arena *a, const struct choice **out)
{
	struct form_provinces_rows rows;
	TRY(form_provinces(c, day_iso(c->a, day_of(c->now)), &rows));
	struct choice *v = NEWN(a, struct choice, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct choice){str_c(a, rows.v[i].code), str_c(a, rows.v[i].full_name)};
	*out = v;
	return NULL;
}

err form_person_lives(struct ctx *c, struct form_person *who, int64_t unit)
{
	struct form_home u;
	bool found = false;
	if (unit)
		TRY(form_home(c, unit, &u, &found));
	who->province = found ? u.province : S("");
	who->commune = found ? u.full_name : S("");
	return NULL;
}

/* ---- one line ---- */

enum { SUMMARY_MAX = 300 };

static const struct form_answer *named(const struct form_answers *v, str name, const struct form_field **field)
{
	for (size_t i = 0; i < v->form->n; i++)
		if (!v->form->sections[i].name && (*field = form_field_find(&v->form->sections[i], name)))
			return form_answer_to(v, *field, 0);
	return NULL;
}

static str shortened(arena *a, str s)
{
	size_t n = 0, characters = 0;
	while (n < s.n && characters < SUMMARY_MAX) {
		n++;
		while (n < s.n && ((unsigned char)s.s[n] & 0xc0) == 0x80)
			n++;
		characters++;
	}
	size_t word = n; /* whole words, unless one is longer than all that */
	while (n < s.n && word && s.s[word] != ' ')
		word--;
	return n < s.n ? str_format(a, "%.*s…", (int)(word ? word : n), s.s) : s;
}

str form_summary(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *v;
	str rest = f->summary, part, name;
	buf b = {.a = c->a};
	form_answers_stored(c, f, answers, &v);
	while (str_cut(rest, '{', &part, &rest)) {
		const struct form_field *field = NULL;
		buf_str(&b, part);
		str_cut(rest, '}', &name, &rest);
		const struct form_answer *answer = named(v, name, &field);
		str shown = field ? form_answer_shown(c, field, answer) : S("");
		if (!str_trim(shown).n) /* a sentence with a gap says nothing: "giữa và" */
			return shortened(c->a, f->title);
		buf_str(&b, shown);
	}
	buf_str(&b, part);
	str line = str_trim(text_clean(c->a, buf_text(&b), false));
	return shortened(c->a, line.n ? line : f->title);
}
