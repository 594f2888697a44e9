/* What happens to units after the two lists: corrections, new names and kinds, new units, units that end. A file is one event: first
 * what ends, then what changes or begins (a code may be used again at once), then who took over what, then everything is checked. */
#include "units_import.h"
#include "places.h"
#include "core/units/units.sql.h"
#include "web/catalogue.h"
#include "web/importer.h"

enum { LEVEL, CODE, NAME, FULL_NAME, PARENT, KIND, FROM, BASIS, SUCCESSORS, CELLS, LINES_MAX = 20000 };
struct change {
	str cells[CELLS];
	int line;
	day from;
	int64_t old, new; /* the version before and after; 0 = none */
};
struct changes {
	struct change *v;
	size_t n;
};

static bool is(const struct change *k, const char *kind) { return str_is(k->cells[KIND], kind); }

#define REFUSE(c, k, format, ...)                                                                                                \
	FAIL((c), INVALID, "Dòng %d (%.*s): " format, (k)->line, STR_ARG((k)->cells[FULL_NAME]), ##__VA_ARGS__)

/* ---- reading ---- */

static err check_line(struct ctx *c, struct change *k)
{
	static const char *const levels[] = {"province", "commune"}, *const kinds[] = {"correction", "change", "new", "end"};
	bool level = false, kind = false;
	for (size_t i = 0; i < COUNT(levels); i++)
		level |= str_is(k->cells[LEVEL], levels[i]);
	for (size_t i = 0; i < COUNT(kinds); i++)
		kind |= is(k, kinds[i]);
	if (!level)
		return REFUSE(c, k, "cấp phải là province hoặc commune.");
	if (!kind)
		return REFUSE(c, k, "loại thay đổi phải là correction, change, new hoặc end.");
	if (!day_parse(k->cells[FROM], &k->from) || !str_eq(k->cells[FROM], day_iso(c->a, k->from)))
		return REFUSE(c, k, "ngày hiệu lực “%.*s” không đúng dạng năm-tháng-ngày.", STR_ARG(k->cells[FROM]));
	if (!k->cells[CODE].n || (!is(k, "end") && (!k->cells[NAME].n || !k->cells[FULL_NAME].n)))
		return REFUSE(c, k, "thiếu mã hoặc tên đơn vị.");
	if (!k->cells[BASIS].n && !is(k, "correction"))
		return REFUSE(c, k, "thiếu căn cứ pháp lý.");
	return NULL;
}

static err read_changes(struct ctx *c, str text, struct changes *out)
{
	str cells[CELLS];
	if (!tsv_row(&text, cells, CELLS) || !str_is(cells[CODE], "code") || !str_is(cells[FROM], "valid_from"))
		return FAIL(c, INVALID,
			"Dòng đầu phải là tên cột, cách nhau bằng dấu tab: level, code, name, full_name, parent_code, kind, "
			"valid_from, legal_basis, successors.");
	*out = (struct changes){.v = NEWN(c->a, struct change, LINES_MAX)};
	struct map seen = {.a = c->a};
	for (int line = 2; tsv_row(&text, cells, CELLS); line++) {
		struct change *k = &out->v[out->n];
		if (!cells[LEVEL].n && !cells[CODE].n)
			continue;
		if (out->n == LINES_MAX)
			return FAIL(c, INVALID, "Một tệp có nhiều nhất %d dòng.", LINES_MAX);
		*k = (struct change){.line = line};
		memcpy(k->cells, cells, sizeof cells);
		TRY(check_line(c, k));
		str key = str_format(
			c->a, "%.*s %.*s %s", STR_ARG(cells[LEVEL]), STR_ARG(cells[CODE]), is(k, "new") ? "new" : "old");
		if (map_get(&seen, key))
			return REFUSE(c, k, "đã có một dòng khác cho mã này.");
		map_put(&seen, key, k);
		out->n++;
	}
	return NULL;
}

/* ---- applying ---- */

static err in_force(struct ctx *c, str level, str code, day on, int64_t *id)
{
	*id = 0;
	err e = unit_find(c, level, code, on, id);
	return e && e->kind == NOT_FOUND ? NULL : e;
}

static err before(struct ctx *c, struct change *k, struct unit_get *u)
{
	TRY(in_force(c, k->cells[LEVEL], k->cells[CODE], k->from, &k->old));
	if (!k->old)
		return REFUSE(c, k, "không có đơn vị mã %.*s vào ngày %s.", STR_ARG(k->cells[CODE]), show_day(c->a, k->from).s);
	TRY(unit_get(c, k->old, u));
	if (u->valid_to.s && !is(k, "correction"))
		return REFUSE(c, k, "đơn vị này đã kết thúc từ %.*s.", STR_ARG(u->valid_to));
	if (str_eq(u->valid_from, k->cells[FROM]) && !is(k, "correction"))
		return FAIL(c, CONFLICT, "Dòng %d: %s đã có phiên bản từ ngày %s.", k->line, str_c(c->a, u->full_name),
			str_c(c->a, k->cells[FROM]));
	return NULL;
}

static err end_unit(struct ctx *c, struct change *k)
{
	struct unit_get u;
	TRY(before(c, k, &u));
	if (k->cells[FULL_NAME].n && !str_eq(fold(c->a, k->cells[FULL_NAME]), fold(c->a, u.full_name)))
		return REFUSE(
			c, k, "mã %.*s là của %s, không phải đơn vị này.", STR_ARG(k->cells[CODE]), str_c(c->a, u.full_name));
	TRY(unit_end(c, k->old, k->cells[FROM]));
	TRY(agencies_close(c, k->old, k->cells[FROM]));
	import_report("- kết thúc  %.*s %.*s từ %.*s\n", STR_ARG(u.code), STR_ARG(u.full_name), STR_ARG(k->cells[FROM]));
	return NULL;
}

static err rename_agencies(struct ctx *c, int64_t unit, str full_name)
{
	int64_t committee, one_stop;
	TRY(agency_find(c, unit, S("committee"), &committee));
	TRY(agency_rename(c, committee, unit_committee_name(c, full_name)));
	TRY(agency_find(c, unit, S("one_stop"), &one_stop));
	return agency_rename(c, one_stop, agency_one_stop_name(c, full_name, day_of(c->now)));
}

static err change_unit(struct ctx *c, struct change *k)
{
	struct unit_get u;
	struct unit_add added;
	str folded = fold(c->a, k->cells[NAME]), letters = place_letters(c->a, k->cells[NAME]);
	TRY(before(c, k, &u));
	k->new = k->old;
	if (is(k, "correction")) {
		TRY(unit_correct(c, k->old, k->cells[NAME], k->cells[FULL_NAME], folded, letters));
	} else {
		TRY(unit_end(c, k->old, k->cells[FROM]));
		TRY(unit_add(c,
			&(struct unit_add_in){.level = u.level,
				.code = u.code,
				.name = k->cells[NAME],
				.full_name = k->cells[FULL_NAME],
				.parent_id = u.parent_id,
				.agency_code = u.agency_code,
				.valid_from = k->cells[FROM],
				.valid_to = (str){0},
				.legal_basis = k->cells[BASIS],
				.folded = folded,
				.letters = letters},
			&added));
		k->new = added.id;
		TRY(unit_successor_add(c, k->old, k->new, S("full")));
		TRY(unit_reparent(c, k->old, k->new));
		TRY(agency_move(c, k->old, k->new));
	}
	import_report("%s  %.*s %.*s thành %.*s\n", is(k, "correction") ? "= sửa tên  " : "~ thay đổi ", STR_ARG(u.code),
		STR_ARG(u.full_name), STR_ARG(k->cells[FULL_NAME]));
	return rename_agencies(c, k->new, k->cells[FULL_NAME]);
}

static err parent_of(struct ctx *c, const struct change *k, struct unit_get *parent)
{
	int64_t id;
	bool commune = str_is(k->cells[LEVEL], "commune");
	TRY(in_force(c, commune ? S("province") : S("country"), commune ? k->cells[PARENT] : S("VN"), k->from, &id));
	if (!id)
		return REFUSE(c, k, "không có đơn vị cấp trên mã %.*s vào ngày %s.", STR_ARG(k->cells[PARENT]),
			show_day(c->a, k->from).s);
	return unit_get(c, id, parent);
}

static err new_unit(struct ctx *c, struct change *k)
{
	struct unit_get parent;
	struct unit_add added;
	int64_t there;
	TRY(in_force(c, k->cells[LEVEL], k->cells[CODE], k->from, &there));
	if (there)
		return REFUSE(c, k, "mã %.*s đang được dùng vào ngày %s. Cần một dòng end cho đơn vị đó.",
			STR_ARG(k->cells[CODE]), show_day(c->a, k->from).s);
	TRY(parent_of(c, k, &parent));
	str code = parent.agency_code.n ? str_format(c->a, "%.*s.%.*s", STR_ARG(parent.agency_code), STR_ARG(k->cells[CODE]))
					: S("");
	TRY(unit_add(c,
		&(struct unit_add_in){.level = k->cells[LEVEL],
			.code = k->cells[CODE],
			.name = k->cells[NAME],
			.full_name = k->cells[FULL_NAME],
			.parent_id = some_int(parent.id),
			.agency_code = code,
			.valid_from = k->cells[FROM],
			.valid_to = (str){0},
			.legal_basis = k->cells[BASIS],
			.folded = fold(c->a, k->cells[NAME]),
			.letters = place_letters(c->a, k->cells[NAME])},
		&added));
	k->new = added.id;
	import_report("+ thành lập %.*s %.*s, %.*s\n", STR_ARG(k->cells[CODE]), STR_ARG(k->cells[FULL_NAME]),
		STR_ARG(parent.full_name));
	return unit_agencies_add(c, k->new, k->cells[FULL_NAME], code, k->cells[FROM]);
}

/* Who took over a unit that ended: every name must hold on that day. */
static err link_successors(struct ctx *c, const struct change *k)
{
	str rest = k->cells[SUCCESSORS], code;
	int64_t id;
	if (!rest.n)
		return REFUSE(c, k, "đơn vị kết thúc phải ghi mã đơn vị kế tục ở cột successors.");
	while (rest.n) {
		str_cut(rest, ',', &code, &rest);
		code = str_trim(code);
		bool part = str_ends(code, S("~"));
		code.n -= part;
		TRY(in_force(c, k->cells[LEVEL], code, k->from, &id));
		if (!id || id == k->old)
			return REFUSE(
				c, k, "đơn vị kế tục mã %.*s không có vào ngày %s.", STR_ARG(code), show_day(c->a, k->from).s);
		TRY(unit_successor_add(c, k->old, id, part ? S("partial") : S("full")));
	}
	return NULL;
}

static err check_children(struct ctx *c, const struct change *k)
{
	struct units_below_on left;
	TRY(units_below_on(c, k->old, k->cells[FROM], &left));
	return left.n ? REFUSE(c, k, "còn %lld đơn vị trực thuộc đang hoạt động sau ngày đó.", (long long)left.n) : NULL;
}

err units_import(struct ctx *c, str text, int64_t *rows)
{
	struct changes all;
	TRY(read_changes(c, text, &all));
	for (size_t i = 0; i < all.n; i++)
		if (is(&all.v[i], "end"))
			TRY(end_unit(c, &all.v[i]));
	for (int provinces = 1; provinces >= 0; provinces--) /* a new commune may lie in a new province */
		for (size_t i = 0; i < all.n; i++) {
			struct change *k = &all.v[i];
			if (str_is(k->cells[LEVEL], "province") != provinces || is(k, "end"))
				continue;
			TRY(is(k, "new") ? new_unit(c, k) : change_unit(c, k));
		}
	for (size_t i = 0; i < all.n; i++)
		if (is(&all.v[i], "end")) {
			TRY(link_successors(c, &all.v[i]));
			TRY(check_children(c, &all.v[i]));
		}
	*rows = (int64_t)all.n;
	return NULL;
}
