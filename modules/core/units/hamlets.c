/* Hamlets of a commune: not units of the administration, but what people write in their addresses. */
#include "units.h"
#include "units_import.h"
#include "core/units/units.sql.h"
#include "web/catalogue.h"
#include "web/importer.h"
#include "web/services/audit.h"
#include "web/hooks.h"

const struct choice hamlet_kinds[] = {{"thon", "Thôn"}, {"to_dan_pho", "Tổ dân phố"}, {"xom", "Xóm"}, {"ban", "Bản"},
	{"ap", "Ấp"}, {"khu_pho", "Khu phố"}, {"khom", "Khóm"}, {"lang", "Làng"}, {"buon", "Buôn"}, {"bon", "Bon"},
	{"phum", "Phum"}, {"soc", "Sóc"}, {"khu", "Khu"}, {NULL, NULL}};

static const char *kind_title(str kind)
{
	for (const struct choice *o = hamlet_kinds; o->value; o++)
		if (str_is(kind, o->value))
			return o->label;
	return NULL;
}

str hamlet_shown(arena *a, str kind, str name, str note)
{
	const char *title = kind_title(kind);
	return str_format(
		a, "%s %.*s%s%.*s%s", title ? title : "", STR_ARG(name), note.n ? " (" : "", STR_ARG(note), note.n ? ")" : "");
}

err hamlet_check(struct ctx *c, const struct hamlet_change *n)
{
	day d;
	struct unit_get u;
	TRY(unit_get(c, n->unit, &u));
	if (!str_is(u.level, "commune"))
		return FAIL_FIELD(c, "name", "Thôn, tổ dân phố thuộc một xã, phường hoặc đặc khu.");
	if (!kind_title(n->kind))
		return FAIL_FIELD(c, "kind", "Chọn thôn, tổ dân phố, ấp, bản… trong danh sách.");
	if (!n->name.n || utf8_length(n->name) > 100)
		return FAIL_FIELD(c, "name", "Ghi tên, không kèm chữ “thôn” hay “tổ dân phố”, nhiều nhất 100 chữ.");
	if (!day_parse(n->day, &d))
		return FAIL_FIELD(c, "day", "Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 01/07/2025.");
	if (strcmp(str_c(c->a, n->day), str_c(c->a, u.valid_from)) < 0)
		return FAIL_FIELD(c, "day", "%s có từ ngày %s; hãy ghi ngày không sớm hơn.", str_c(c->a, u.full_name),
			day_parse(u.valid_from, &d) ? show_day(c->a, d).s : "");
	return NULL;
}

err hamlet_open(struct ctx *c, struct hamlet_change *n)
{
	struct hamlet_add added;
	TRY(hamlet_check(c, n));
	TRY(hamlet_add(c,
		&(struct hamlet_add_in){.unit_id = n->unit,
			.kind = n->kind,
			.name = n->name,
			.folded = fold(c->a, n->name),
			.note = n->note,
			.valid_from = n->day,
			.legal_basis = n->legal_basis},
		&added));
	n->id = added.id;
	return audit_add(c, "hamlet.open", "hamlet", n->id, n->name);
}

static err still_there(struct ctx *c, const struct hamlet_change *n, const char *field, struct hamlet_of *k)
{
	day d;
	TRY(hamlet_of(c, n->hamlet, n->unit, k));
	if (k->valid_to.s)
		return FAIL(c, CONFLICT, "%s không còn từ %.*s.", hamlet_shown(c->a, k->kind, k->name, k->note).s,
			STR_ARG(k->valid_to));
	if (!day_parse(n->day, &d))
		return FAIL_FIELD(c, field, "Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 01/07/2025.");
	if (strcmp(str_c(c->a, n->day), str_c(c->a, k->valid_from)) <= 0)
		return FAIL_FIELD(c, field, "Ngày này phải sau %s, ngày tên đang dùng có hiệu lực.",
			day_parse(k->valid_from, &d) ? show_day(c->a, d).s : "");
	return NULL;
}

err hamlet_rename(struct ctx *c, struct hamlet_change *n)
{
	struct hamlet_of k;
	struct hamlet_add added;
	TRY(hamlet_check(c, n));
	TRY(still_there(c, n, "day", &k));
	if (str_eq(k.kind, n->kind) && str_eq(k.name, n->name) && str_eq(k.note, n->note))
		return FAIL_FIELD(c, "name", "Tên mới giống tên đang dùng.");
	TRY(hamlet_end(c, k.id, n->day));
	TRY(hamlet_add(c,
		&(struct hamlet_add_in){.unit_id = n->unit,
			.kind = n->kind,
			.name = n->name,
			.folded = fold(c->a, n->name),
			.note = n->note,
			.valid_from = n->day,
			.legal_basis = n->legal_basis,
			.first_id = some_int(k.first_id)},
		&added));
	n->id = added.id;
	return audit_add(
		c, "hamlet.rename", "hamlet", n->id, str_format(c->a, "%.*s -> %.*s", STR_ARG(k.name), STR_ARG(n->name)));
}

err hamlet_close(struct ctx *c, struct hamlet_change *n)
{
	struct hamlet_of k;
	TRY(still_there(c, n, "end_day", &k));
	TRY(reference_free(c, "hamlet", k.id, n->day));
	TRY(hamlet_end(c, k.id, n->day));
	return audit_add(c, "hamlet.end", "hamlet", k.id, n->day);
}

err hamlet_correct(struct ctx *c, struct hamlet_change *n)
{
	struct hamlet_of k;
	TRY(hamlet_check(c, n));
	TRY(hamlet_of(c, n->hamlet, n->unit, &k));
	if (k.valid_to.s)
		return FAIL(
			c, CONFLICT, "%s không còn từ %.*s.", hamlet_shown(c->a, k.kind, k.name, k.note).s, STR_ARG(k.valid_to));
	TRY(hamlet_stands(c, k.id, n->day, n->legal_basis));
	return audit_add(c, "hamlet.correct", "hamlet", k.id, k.name);
}

/* ---- import ---- */

enum { COMMUNE, KIND, NAME, NOTE, FROM, BASIS, CELLS };

/* "thon", "Thôn" and "thôn" are one kind. */
static str kind_of(struct ctx *c, str typed)
{
	str folded = fold(c->a, typed);
	for (const struct choice *o = hamlet_kinds; o->value; o++)
		if (str_is(typed, o->value) || str_eq(folded, fold(c->a, str_of(o->label))))
			return str_of(o->value);
	return typed;
}

static err import_line(struct ctx *c, const str cells[CELLS], int line, struct map *seen, int64_t *rows)
{
	struct hamlet_change n = {.kind = kind_of(c, cells[KIND]),
		.name = cells[NAME],
		.note = cells[NOTE],
		.day = cells[FROM],
		.legal_basis = cells[BASIS]};
	struct hamlets_same same;
	day from;
	err e = day_parse(cells[FROM], &from)
			? unit_find(c, S("commune"), cells[COMMUNE], from, &n.unit)
			: FAIL(c, INVALID, "ngày “%.*s” không đúng dạng năm-tháng-ngày", STR_ARG(cells[FROM]));
	if (e)
		return FAIL(c, INVALID, "Dòng %d: %.*s", line, STR_ARG(e->text));
	str key = str_format(c->a, "%lld|%.*s|%.*s|%.*s|%.*s", (long long)n.unit, STR_ARG(n.kind), STR_ARG(fold(c->a, n.name)),
		STR_ARG(n.note), STR_ARG(n.day));
	int64_t *times = map_get(seen, key);
	if (!times)
		map_put(seen, key, times = NEW(c->a, int64_t));
	TRY(hamlets_same(c, n.unit, n.kind, fold(c->a, n.name), n.note, n.day, &same));
	if (++*times <= same.n) /* imported before */
		return NULL;
	e = hamlet_open(c, &n);
	if (e)
		return FAIL(c, e->kind, "Dòng %d: %.*s", line, STR_ARG(e->text));
	++*rows;
	import_report("+ %.*s %s\n", STR_ARG(cells[COMMUNE]), hamlet_shown(c->a, n.kind, n.name, n.note).s);
	return NULL;
}

err hamlets_import(struct ctx *c, str text, int64_t *rows)
{
	str cells[CELLS];
	struct map seen = {.a = c->a};
	*rows = 0;
	if (!tsv_row(&text, cells, CELLS) || !str_is(cells[COMMUNE], "commune_code") || !str_is(cells[FROM], "valid_from"))
		return FAIL(c, INVALID,
			"Dòng đầu phải là tên cột, cách nhau bằng dấu tab: commune_code, kind, name, note, valid_from, "
			"legal_basis.");
	for (int line = 2; tsv_row(&text, cells, CELLS); line++)
		if (cells[COMMUNE].n)
			TRY(import_line(c, cells, line, &seen, rows));
	return NULL;
}

err agency_codes_import(struct ctx *c, str text, int64_t *rows)
{
	str cells[3];
	*rows = 0;
	if (!tsv_row(&text, cells, 3) || !str_is(cells[0], "old_code") || !str_is(cells[1], "code"))
		return FAIL(c, INVALID, "Dòng đầu phải là tên cột, cách nhau bằng dấu tab: old_code, code, source.");
	for (int line = 2; tsv_row(&text, cells, 3); line++) {
		if (!cells[0].n)
			continue;
		if (agency_code_kind(cells[0]) != CODE_STATE_OLD || agency_code_kind(cells[1]) != CODE_STATE || !cells[2].n)
			return FAIL(c, INVALID, "Dòng %d: cần mã cũ dạng 000.00.10.H14, mã mới dạng H14.10 và nguồn.", line);
		TRY(agency_old_code_add(c, cells[0], cells[1], cells[2]));
		import_report("%.*s = %.*s\n", STR_ARG(cells[0]), STR_ARG(cells[1]));
		++*rows;
	}
	return NULL;
}

/* ---- demonstration ---- */

/* Demonstration: one commune has its departments and hamlets; the others show how one begins. */
err units_demo(struct ctx *c)
{
	int64_t unit, added;
	static const struct {
		const char *kind, *name, *note;
	} hamlets[] = {{"thon", "Gia Hòa", ""}, {"thon", "Mỹ Lộc", ""}, {"thon", "Hạnh Phúc", ""}, {"thon", "Vinh Quang", ""},
		{"thon", "1", "xã Gia Sơn cũ"}, {"thon", "1", "xã Xích Thổ cũ"}, {"thon", "2", "xã Gia Sơn cũ"}};
	TRY(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	TRY(agencies_standard(c, unit, S("2025-07-01"), &added));
	for (size_t i = 0; i < COUNT(hamlets); i++) {
		struct hamlet_change n = {.unit = unit,
			.kind = str_of(hamlets[i].kind),
			.name = str_of(hamlets[i].name),
			.note = str_of(hamlets[i].note),
			.day = S("2025-07-01"),
			.legal_basis = S("Dữ liệu minh họa")};
		TRY(hamlet_open(c, &n));
	}
	return NULL;
}
