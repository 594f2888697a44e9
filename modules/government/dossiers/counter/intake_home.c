/* intake_home: does the applicant live in the unit of the desk? Read from whole parts of the address; in doubt the officer is asked. */
#include "government/dossiers/counter/intake.h"
#include "core/units/units.h"

enum { OTHERS = 4 };

const struct choice applicant_resident_answers[] = {
	{"here", "Có, cư trú tại đơn vị này"}, {"elsewhere", "Không, cư trú ở nơi khác"}, {NULL, NULL}};

struct home {             /* an address, seen from the desk */
	bool named, sure; /* it may name the desk's unit; it names exactly one */
	str others;       /* what else it may name */
};

static err home_read(struct ctx *c, str address, struct home *out)
{
	struct ints units;
	bool sure;
	*out = (struct home){0};
	TRY(communes_of_address(c, address, day_of(c->now), &units, &sure));
	buf others = {.a = c->a};
	size_t n = 0;
	for (size_t i = 0; i < units.n; i++) {
		str place;
		if (units.v[i] == c->unit) {
			out->named = true;
		} else if (n++ < OTHERS) {
			TRY(unit_place(c, units.v[i], &place));
			buf_printf(&others, "%s%.*s", others.n ? "; " : "", STR_ARG(place));
		}
	}
	out->sure = sure;
	if (n > OTHERS)
		buf_printf(&others, " và %zu nơi khác", n - OTHERS);
	out->others = buf_text(&others);
	return NULL;
}

/* Who is known to live here is not asked about again. */
err my_home_settle(struct req *q, err e, const struct home_question *h, int64_t *unit)
{
	struct ctx *c = &q->ctx;
	struct home home;
	int64_t known;
	*unit = 0;
	TRY(home_read(c, h->address, &home));
	TRY(person_home(c, h->personal_number, &known));
	bool doubt = home.named && !home.sure && known != c->unit;
	if ((home.named && home.sure) || (doubt && str_is(h->answer, "here")))
		*unit = c->unit;
	if (!doubt || h->answer.n || !h->personal_number.n || q->json)
		return e;
	str here;
	TRY(unit_place(c, c->unit, &here));
	return problem(q, e, "resident", "Chưa rõ nơi cư trú có thuộc %.*s hay không. Hãy chọn một trong hai.", STR_ARG(here));
}

err my_home_question_fill(struct req *q, struct intake_view *v)
{
	struct home home;
	str here;
	bool asked = v->resident.n > 0;
	for (const struct problem *k = q->page.problems; k; k = k->next)
		asked |= !strcmp(k->field, "resident");
	if (!asked)
		return NULL;
	TRY(home_read(&q->ctx, v->address, &home));
	TRY(unit_place(&q->ctx, q->ctx.unit, &here));
	v->home_question = str_c(q->ctx.a, str_format(q->ctx.a, "Nơi cư trú này có thuộc %.*s không?", STR_ARG(here)));
	v->home_hint = home.others.n ? str_c(q->ctx.a,
					       str_format(q->ctx.a, "Địa chỉ đã ghi cũng có thể là: %.*s.", STR_ARG(home.others)))
				     : NULL;
	return NULL;
}
