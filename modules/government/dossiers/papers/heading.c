/* heading: what the papers of the desk share. */
#include "government/dossiers/dossier_pages.h"
#include "core/units/units.h"
#include "doc/doc.h"
#include "web/reply.h"
#include "http/http.h"

void paper_printable(struct req *q)
{
	http_set(q->reply, "Content-Security-Policy",
		S("default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"));
}

str dossier_committee(struct ctx *c, str unit)
{
	return str_format(c->a, "ỦY BAN NHÂN DÂN\n%.*s", STR_ARG(upper_case(c->a, unit)));
}

err desk_heading(struct ctx *c, struct pdf *p, int64_t unit, int64_t at)
{
	struct desk desk;
	struct book_unit u;
	TRY(unit_desk(c, unit, day_of(at), &desk));
	TRY(book_unit(c, unit, &u));
	pdf_official_head(p, &(struct official_head){.above = dossier_committee(c, u.full_name),
				     .agency = upper_case(c->a, desk.title),
				     .dated = place_and_day(c->a, u.name, day_of(at))});
	return NULL;
}
