/* dcat: the catalogue as programs read it: DCAT 3 (W3C, 22/08/2024) as JSON-LD, every set with its files. The vocabulary stands in it, so that it
 * is read without asking anybody else. */
#include "core/open_data/inside.h"
#include "core/units/units.h"
#include "web/pictures/map.h"
#include "web/request.h"
#include "web/site.h"

enum { OUTLINE_DEGREE = 10000 };

static const char context[] =
	"{\"dcat\":\"http://www.w3.org/ns/dcat#\",\"dct\":\"http://purl.org/dc/terms/\",\"foaf\":\"http://xmlns.com/foaf/0.1/\","
	"\"vcard\":\"http://www.w3.org/2006/vcard/ns#\",\"spdx\":\"http://spdx.org/rdf/terms#\",\"xsd\":\"http://www.w3.org/2001/"
	"XMLSchema#\","
	"\"geo\":\"http://www.opengis.net/ont/geosparql#\",\"skos\":\"http://www.w3.org/2004/02/skos/core#\"}";

static void text(buf *b, const char *name, str value)
{
	buf_printf(b, ",\"%s\":", name);
	json_str(b, value);
}

static void in_vietnamese(buf *b, const char *name, str value)
{
	buf_printf(b, ",\"%s\":{\"@language\":\"vi\",\"@value\":", name);
	json_str(b, value);
	buf_lit(b, "}");
}

static void leads(buf *b, const char *name, str iri)
{
	buf_printf(b, ",\"%s\":{\"@id\":", name);
	json_str(b, iri);
	buf_lit(b, "}");
}

static void instant(buf *b, const char *name, int64_t at)
{
	buf_printf(b, ",\"%s\":{\"@type\":\"xsd:dateTime\",\"@value\":\"%s\"}", name, time_rfc3339(b->a, at).s);
}

/* ---- a file ---- */

static void distribution(buf *b, str site, const struct open_set_get *s, const struct open_files *f, str licence)
{
	str at = str_format(b->a, "%.*s%s", STR_ARG(site), open_file_path(b->a, s->code, f->format).s),
	    mime = str_of(open_mime(f->format)), type;
	str_cut(mime, ';', &type, &mime);
	buf_lit(b, "{\"@type\":\"dcat:Distribution\",\"@id\":");
	json_str(b, at);
	in_vietnamese(b, "dct:title", str_format(b->a, "%.*s (%s)", STR_ARG(s->title), upper_case(b->a, f->format).s));
	leads(b, "dcat:downloadURL", at);
	leads(b, "dcat:accessURL", str_format(b->a, "%.*s" OPEN_PUBLIC_PATH "/%.*s", STR_ARG(site), STR_ARG(s->code)));
	leads(b, "dcat:mediaType", str_format(b->a, "https://www.iana.org/assignments/media-types/%.*s", STR_ARG(type)));
	buf_printf(b, ",\"dcat:byteSize\":{\"@type\":\"xsd:nonNegativeInteger\",\"@value\":\"%lld\"}", (long long)f->size);
	buf_printf(b,
		",\"spdx:checksum\":{\"@type\":\"spdx:Checksum\",\"spdx:algorithm\":{\"@id\":\"spdx:checksumAlgorithm_sha256\"},"
		"\"spdx:checksumValue\":{\"@type\":\"xsd:hexBinary\",\"@value\":\"%.*s\"}}",
		STR_ARG(f->sha256));
	leads(b, "dct:license", licence);
	instant(b, "dct:modified", f->made_at);
	buf_lit(b, "}");
}

/* ---- whom and where it is of ---- */

static str dialled(arena *a, str phone)
{
	buf b = {.a = a};
	for (size_t i = 0; i < phone.n; i++)
		if (phone.s[i] == '+' || (phone.s[i] >= '0' && phone.s[i] <= '9'))
			buf_put(&b, &phone.s[i], 1);
	return buf_text(&b);
}

static void contact(buf *b, const struct open_set_get *s)
{
	buf_lit(b, ",\"dcat:contactPoint\":{\"@type\":\"vcard:Organization\"");
	text(b, "vcard:fn", s->contact_name);
	if (s->contact_email.n)
		leads(b, "vcard:hasEmail", str_format(b->a, "mailto:%.*s", STR_ARG(s->contact_email)));
	if (s->contact_phone.n)
		leads(b, "vcard:hasTelephone", str_format(b->a, "tel:%s", dialled(b->a, s->contact_phone).s));
	buf_lit(b, "}");
}

static err place(struct ctx *c, buf *b, int64_t unit)
{
	struct open_unit u;
	TRY(open_unit(c, unit, &u));
	const struct outline *o = unit_outline(u.level, u.code, u.valid_from, u.valid_to);
	buf_lit(b, ",\"dct:spatial\":{\"@type\":\"dct:Location\"");
	in_vietnamese(b, "skos:prefLabel", u.full_name);
	text(b, "dct:identifier", u.code);
	if (o) {
		double w = (double)o->west / OUTLINE_DEGREE, e = (double)o->east / OUTLINE_DEGREE,
		       n = (double)o->north / OUTLINE_DEGREE, s = (double)o->south / OUTLINE_DEGREE;
		buf_printf(b,
			",\"dcat:bbox\":{\"@type\":\"geo:wktLiteral\",\"@value\":\"POLYGON((%.4f %.4f,%.4f %.4f,%.4f %.4f,%.4f "
			"%.4f,%.4f "
			"%.4f))\"}",
			w, s, e, s, e, n, w, n, w, s);
	}
	buf_lit(b, "}");
	return NULL;
}

/* ---- a set, the whole ---- */

static err set_described(struct ctx *c, buf *b, str site, const struct open_set_get *s)
{
	const struct open_licence *l = open_licence_of(c->a, s->licence);
	struct open_files_rows files;
	str at = str_format(c->a, "%.*s" OPEN_PUBLIC_PATH "/%.*s", STR_ARG(site), STR_ARG(s->code)),
	    licence = str_of(l ? l->url : "");
	TRY(open_files(c, s->id, &files));
	buf_lit(b, "{\"@type\":\"dcat:Dataset\",\"@id\":");
	json_str(b, at);
	text(b, "dct:identifier", s->code);
	in_vietnamese(b, "dct:title", s->title);
	in_vietnamese(b, "dct:description", s->description);
	leads(b, "dcat:landingPage", at);
	leads(b, "dct:license", licence);
	leads(b, "dct:accrualPeriodicity", str_of(open_frequency_url(s->frequency)));
	buf_lit(b, ",\"dct:publisher\":{\"@type\":\"foaf:Organization\"");
	text(b, "foaf:name", s->unit_name);
	buf_lit(b, "},\"dct:language\":\"vi\"");
	if (s->issued_at.set)
		instant(b, "dct:issued", s->issued_at.v);
	if (s->modified_at.set)
		instant(b, "dct:modified", s->modified_at.v);
	contact(b, s);
	TRY(place(c, b, s->unit_id));
	buf_lit(b, ",\"dcat:distribution\":[");
	for (size_t i = 0; i < files.n; i++) {
		buf_str(b, i ? S(",") : S(""));
		distribution(b, site, s, &files.v[i], licence);
	}
	buf_lit(b, "]}");
	return NULL;
}

struct telling {
	buf *b;
	str site;
	bool any;
	int64_t modified;
};

/* One that may not be given any more is left out; the job takes it down. */
static err told(struct ctx *c, const struct open_set_get *s, const struct open_giving *g, str why, void *arg)
{
	struct telling *t = arg;
	(void)g;
	if (why.n)
		return NULL;
	buf_str(t->b, t->any ? S(",\n") : S("\n"));
	t->any = true;
	if (s->modified_at.set && s->modified_at.v > t->modified)
		t->modified = s->modified_at.v;
	return set_described(c, t->b, t->site, s);
}

err open_dcat_write(struct req *q, buf *b, int64_t *modified)
{
	struct ctx *c = &q->ctx;
	struct telling t = {.b = b, .site = site_origin(c)};
	buf_printf(b, "{\"@context\":%s,\"@type\":\"dcat:Catalog\",\"@id\":", context);
	json_str(b, str_format(c->a, "%.*s" OPEN_PUBLIC_PATH, STR_ARG(t.site)));
	in_vietnamese(b, "dct:title", S("Dữ liệu mở"));
	in_vietnamese(b, "dct:description", S("Các bộ dữ liệu mở mà các đơn vị trên trang này công bố."));
	buf_lit(b, ",\"dct:language\":\"vi\",\"dcat:dataset\":[");
	TRY(open_each_published(c, told, &t));
	buf_lit(b, "\n]}\n");
	*modified = t.modified;
	return NULL;
}
