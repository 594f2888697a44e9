/* breaking: what a new version of a registry or a form would break of the mappings that hold, by name. */
#include "government/mappings/inside.h"
#include "web/module.h"

static err against(struct ctx *c, const struct mapping_version *v, struct mapping_against *at, str *name)
{
	struct mapping_procedure_today p;
	bool found;
	TRY(mapping_procedure_today(c, v->procedure, day_iso(c->a, day_of(c->now)), &p, &found));
	*name = found ? p.name : v->procedure;
	*at = (struct mapping_against){.procedure = v->procedure};
	return found ? eform_for(c, p.id, &at->form) : NULL;
}

/* Does it read as it is, and no longer against the other one? *why empty: it is not broken. */
static err broken(struct ctx *c, const struct mapping_version *v, const struct mapping_against *was,
	const struct mapping_against *now, str *why)
{
	struct mapping m;
	*why = S("");
	err e = mapping_read(c, was, v->definition, &m);
	if (e)
		return e->kind == INVALID ? NULL : e; /* broken before */
	e = mapping_read(c, now, v->definition, &m);
	if (e && e->kind == INVALID)
		*why = e->text;
	return e && e->kind != INVALID ? e : NULL;
}

err mapping_broken_by_registry(struct ctx *c, const struct registry *after, struct texts *out)
{
	struct mapping_versions all;
	TRY(mapping_versions_kept(c, &all));
	str *v = NEWN(c->a, str, all.n + 1);
	*out = (struct texts){.v = v};
	for (size_t i = 0; i < all.n; i++) {
		struct mapping_against was, now;
		str name, why;
		TRY(against(c, &all.v[i], &was, &name));
		if (!was.form)
			continue;
		now = was;
		now.instead = after;
		TRY(broken(c, &all.v[i], &was, &now, &why));
		if (why.n)
			v[out->n++] = str_format(
				c->a, "Thủ tục “%.*s” không còn ghi, lấy được theo sổ này. %.*s", STR_ARG(name), STR_ARG(why));
	}
	return NULL;
}

static bool serves(const struct form *f, str procedure)
{
	for (size_t i = 0; i < f->procedures.n; i++)
		if (str_eq(f->procedures.v[i], procedure))
			return true;
	return false;
}

err mapping_broken_by_form(struct ctx *c, const struct form *after, str *out)
{
	struct mapping_versions all;
	*out = S("");
	TRY(mapping_versions_kept(c, &all));
	for (size_t i = 0; i < all.n && !out->n; i++) {
		struct mapping_against was, now;
		str name, why;
		if (!serves(after, all.v[i].procedure))
			continue;
		TRY(against(c, &all.v[i], &was, &name));
		if (!was.form)
			continue;
		now = was;
		now.form = after;
		TRY(broken(c, &all.v[i], &was, &now, &why));
		if (why.n)
			*out = str_format(c->a, "Sổ dữ liệu của thủ tục “%.*s” không còn khớp tờ khai này. %.*s", STR_ARG(name),
				STR_ARG(why));
	}
	return NULL;
}

/* ---- dinh verify ---- */

static err verify_version(struct ctx *c, const struct mapping_version *v, struct verify_report *report)
{
	struct mapping_against at;
	struct mapping m;
	str name;
	TRY(against(c, v, &at, &name));
	report->checked++;
	err e = at.form ? mapping_read(c, &at, v->definition, &m) : NULL;
	if (e && e->kind != INVALID)
		return e;
	if (e) {
		report->wrong++;
		buf_printf(&report->lines, "sổ dữ liệu của thủ tục %.*s, phiên bản %lld: %.*s\n", STR_ARG(v->procedure),
			(long long)v->number, STR_ARG(e->text));
	}
	return NULL;
}

err mappings_verify(struct ctx *c, struct verify_report *report)
{
	struct mapping_versions all;
	struct mapping_tasks_wrong_rows wrong;
	struct mapping_tasks_count count;
	TRY(mapping_versions_kept(c, &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(verify_version(c, &all.v[i], report));
	TRY(mapping_tasks_wrong(c, &wrong));
	TRY(mapping_tasks_count(c, &count));
	report->checked += count.total;
	report->wrong += (int64_t)wrong.n;
	for (size_t i = 0; i < wrong.n; i++)
		buf_printf(&report->lines, "việc ghi vào sổ %lld: đã ghi mà không có mục nào\n", (long long)wrong.v[i].id);
	return NULL;
}
