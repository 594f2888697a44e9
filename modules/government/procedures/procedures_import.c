#include "procedures_import.h"
#include "procedures_index.h"
#include "procedures_kept.h"
#include "government/procedures/procedures.sql.h"
#include "web/catalogue.h"

/* The crawl does not say since when each version holds: it is known for the era of two levels. */
#define KNOWN_FROM "2025-07-01"

struct draft {
	str code, name, field, level, levels, ministry, decision, applicants, result, agency;
	str time, time_unit, fee, fee_note, valid_from, source;
};

struct import {
	struct ctx *c;
	struct map ids; /* code -> int64_t */
};

/* ---- cells ---- */

static opt_int fee_of(str cell)
{
	int64_t fee;
	return str_int(cell, &fee) && fee >= 0 ? some_int(fee) : (opt_int){0};
}

/* ---- one procedure ---- */

static err add(struct import *m, const struct draft *d, int64_t *id)
{
	struct ctx *c = m->c;
	str unit, folded = fold(c->a, d->name);
	int64_t amount;
	procedure_term_of(d->time, d->time_unit, &unit, &amount);
	struct procedure_add added;
	TRY(procedure_add(c,
		&(struct procedure_add_in){.code = d->code,
			.name = d->name,
			.field = d->field,
			.level = d->level,
			.levels = d->levels,
			.ministry = d->ministry,
			.decision = d->decision,
			.applicants = d->applicants,
			.result = d->result,
			.agency = d->agency,
			.term_unit = unit,
			.term_amount = amount,
			.fee = fee_of(d->fee),
			.fee_note = d->fee_note,
			.valid_from = d->valid_from,
			.source = d->source,
			.folded = folded},
		&added));
	int64_t *kept = NEW(c->a, int64_t);
	*id = *kept = added.id;
	map_put(&m->ids, str_copy(c->a, d->code), kept);
	return NULL;
}

static int64_t known(const struct import *m, str code)
{
	const int64_t *id = map_get(&m->ids, code);
	return id ? *id : 0;
}

/* ---- the catalogue ---- */

enum {
	CODE,
	NAME,
	FIELD,
	HANDLED,
	LEVELS,
	DECISION,
	MINISTRY,
	APPLICANTS,
	TIME,
	TIME_UNIT,
	FEE,
	FEE_NOTE,
	RESULT,
	AGENCY,
	FROM,
	CELLS
};

static struct draft draft_of(const str cells[CELLS])
{
	return (struct draft){.code = cells[CODE],
		.name = cells[NAME],
		.field = cells[FIELD],
		.level = cells[HANDLED],
		.levels = cells[LEVELS],
		.ministry = cells[MINISTRY],
		.decision = cells[DECISION],
		.applicants = cells[APPLICANTS],
		.result = cells[RESULT],
		.agency = cells[AGENCY],
		.time = cells[TIME],
		.time_unit = cells[TIME_UNIT],
		.fee = cells[FEE],
		.fee_note = cells[FEE_NOTE],
		.valid_from = cells[FROM]};
}

static err add_commune(struct import *m)
{
	str rest = catalogue_file("procedures_commune.tsv"), cells[CELLS];
	int64_t id;
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		struct draft d = draft_of(cells);
		d.valid_from = S(KNOWN_FROM);
		d.source = S("Cổng dịch vụ công quốc gia, tháng 07/2026");
		TRY(add(m, &d, &id));
	}
	return NULL;
}

static err add_others(struct import *m)
{
	enum {
		OTHER_CODE,
		OTHER_NAME,
		OTHER_FIELD,
		OTHER_LEVELS,
		OTHER_DECISION,
		OTHER_MINISTRY,
		OTHER_TIME,
		OTHER_UNIT,
		OTHER_FEE,
		OTHER
	};
	str rest = catalogue_file("procedures_all.tsv"), cells[OTHER], none = S("");
	int64_t id;
	tsv_row(&rest, cells, OTHER);
	while (tsv_row(&rest, cells, OTHER)) {
		if (known(m, cells[OTHER_CODE]))
			continue;
		struct draft d = {.code = cells[OTHER_CODE],
			.name = cells[OTHER_NAME],
			.field = cells[OTHER_FIELD],
			.level = S("other"),
			.levels = cells[OTHER_LEVELS],
			.ministry = cells[OTHER_MINISTRY],
			.decision = cells[OTHER_DECISION],
			.applicants = none,
			.result = none,
			.agency = none,
			.time = cells[OTHER_TIME],
			.time_unit = cells[OTHER_UNIT],
			.fee = cells[OTHER_FEE],
			.fee_note = none,
			.valid_from = S(KNOWN_FROM),
			.source = S("Cổng dịch vụ công quốc gia, tháng 07/2026")};
		TRY(add(m, &d, &id));
	}
	return NULL;
}

static err add_supplement(struct import *m)
{
	enum { ADDED_CODE, ADDED_NAME, ADDED_FIELD, ADDED_AGENCY, ADDED_SOURCE, ADDED_CELLS };
	str rest = catalogue_file("procedures_supplement.tsv"), cells[ADDED_CELLS], none = S("");
	int64_t id;
	tsv_row(&rest, cells, ADDED_CELLS);
	while (tsv_row(&rest, cells, ADDED_CELLS)) {
		struct draft d = {.code = cells[ADDED_CODE],
			.name = cells[ADDED_NAME],
			.field = cells[ADDED_FIELD],
			.level = S("commune"),
			.levels = S("Cấp xã"),
			.ministry = none,
			.decision = none,
			.applicants = none,
			.result = none,
			.agency = cells[ADDED_AGENCY],
			.time = none,
			.time_unit = none,
			.fee = none,
			.fee_note = none,
			.valid_from = S(KNOWN_FROM),
			.source = cells[ADDED_SOURCE].n
					  ? cells[ADDED_SOURCE]
					  : S("Danh mục niêm yết của phường Xuân Hòa, Thành phố Hồ Chí Minh, tháng 05/2026")};
		TRY(add(m, &d, &id));
	}
	return NULL;
}

static err add_channels(struct import *m)
{
	enum { CHANNEL_CODE, CHANNEL, CHANNEL_TIME, CHANNEL_UNIT, CHANNEL_FEE, CHANNEL_NOTE, CHANNEL_CELLS };
	str rest = catalogue_file("procedure_channels.tsv"), cells[CHANNEL_CELLS], unit;
	int64_t amount;
	tsv_row(&rest, cells, CHANNEL_CELLS);
	while (tsv_row(&rest, cells, CHANNEL_CELLS)) {
		int64_t id = known(m, cells[CHANNEL_CODE]);
		procedure_term_of(cells[CHANNEL_TIME], cells[CHANNEL_UNIT], &unit, &amount);
		TRY(procedure_channel_add(
			m->c, id, cells[CHANNEL], unit, amount, fee_of(cells[CHANNEL_FEE]), cells[CHANNEL_NOTE]));
		if (str_is(cells[CHANNEL], "online"))
			TRY(procedure_set_online(m->c, id, S("full")));
	}
	return NULL;
}

err procedures_init(struct ctx *c)
{
	struct procedure_any there;
	bool found;
	TRY(procedure_any(c, &there, &found));
	if (found)
		return procedures_index_begin(c);
	struct import m = {.c = c, .ids.a = c->a};
	TRY(add_commune(&m));
	TRY(add_others(&m));
	TRY(add_supplement(&m));
	TRY(add_channels(&m));
	TRY(catalogue_details(c, &m.ids));
	return procedures_renamed(c);
}

/* ---- a file of changes ---- */

static bool code_well_formed(str code)
{
	if (code.n < 8 || code.s[1] != '.' || code.s[0] < '1' || code.s[0] > '9')
		return false;
	for (size_t i = 2; i < 8; i++)
		if (code.s[i] < '0' || code.s[i] > '9')
			return false;
	return code.n == 8 || code.s[8] == '.'; /* 1.010708.000.00.00.H56 */
}

/* A spreadsheet read 1.010810 as a number and wrote 1.01081. */
static err bad_code(struct ctx *c, str code, int64_t line)
{
	str padded = str_format(c->a, "%.*s%.*s", STR_ARG(code), code.n < 8 ? (int)(8 - code.n) : 0, "000000");
	struct procedure_newest newest;
	bool found = false;
	if (code.n > 2 && code.n < 8)
		TRY(procedure_newest(c, padded, &newest, &found));
	if (found)
		return FAIL(c, INVALID,
			"Dòng %lld: mã “%.*s” đã mất số 0 ở cuối, mã đúng có lẽ là %s (%s). Hãy để cột mã ở dạng chữ rồi nhập "
			"lại.",
			(long long)line, STR_ARG(code), padded.s, newest.name.s);
	return FAIL(c, INVALID, "Dòng %lld: mã thủ tục “%.*s” không đúng dạng 1.000000.", (long long)line, STR_ARG(code));
}

/* At least half of the words of the shorter name stand in the other. */
static bool same_name(struct ctx *c, str a, str b)
{
	str small = fold(c->a, a), large = fold(c->a, b), word;
	if (small.n > large.n) {
		str swap = small;
		small = large;
		large = swap;
	}
	large = str_format(c->a, " %.*s ", STR_ARG(large));
	int words = 0, common = 0;
	while (small.n) {
		str_cut(small, ' ', &word, &small);
		words++;
		common += str_has(large, str_format(c->a, " %.*s ", STR_ARG(word)));
	}
	return common * 2 >= words;
}

err procedure_before(struct ctx *c, str code, day from, str source, int64_t *id)
{
	struct procedure_earliest first;
	struct procedure_add_before added;
	bool found;
	day known;
	TRY(procedure_earliest(c, code, &first, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "Không có thủ tục %.*s.", STR_ARG(code));
	*id = first.id;
	if (day_parse(first.valid_from, &known) && known <= from)
		return NULL;
	TRY(procedure_add_before(c, first.id, day_iso(c->a, from), source, &added));
	*id = added.id;
	TRY(procedure_copy_channels(c, first.id, added.id));
	TRY(procedure_copy_components(c, first.id, added.id));
	TRY(procedure_copy_remarks(c, first.id, added.id));
	return procedures_renamed(c);
}

static err take_over(struct ctx *c, const struct draft *d, int64_t old, int64_t id)
{
	str unit;
	int64_t amount;
	TRY(procedure_copy_channels(c, old, id));
	TRY(procedure_copy_components(c, old, id));
	TRY(procedure_copy_remarks(c, old, id));
	procedure_term_of(d->time, d->time_unit, &unit, &amount);
	if (d->time_unit.n)
		TRY(procedure_set_channel_terms(c, id, unit, amount));
	if (fee_of(d->fee).set)
		TRY(procedure_set_channel_fees(c, id, fee_of(d->fee).v));
	struct procedure_channels_rows channels;
	TRY(procedure_channels(c, id, &channels));
	bool online = channels.n && str_is(channels.v[0].channel, "online");
	return procedure_set_online(c, id, online ? S("full") : S("none"));
}

static str or_else(str given, str kept) { return given.n ? given : kept; }

static err new_version(struct import *m, struct draft d, const struct procedure_newest *old)
{
	if (str_eq(old->valid_from, d.valid_from))
		return FAIL(m->c, CONFLICT, "Thủ tục %.*s đã có phiên bản từ ngày %.*s.", STR_ARG(d.code), STR_ARG(d.valid_from));
	d.level = or_else(d.level, old->level);
	d.levels = or_else(d.levels, old->levels);
	d.field = or_else(d.field, old->field);
	d.ministry = or_else(d.ministry, old->ministry);
	d.applicants = or_else(d.applicants, old->applicants);
	d.result = or_else(d.result, old->result);
	d.agency = or_else(d.agency, old->agency);
	int64_t id;
	TRY(procedure_end(m->c, old->id, d.valid_from));
	TRY(add(m, &d, &id));
	return take_over(m->c, &d, old->id, id);
}

static err import_row(struct import *m, const str cells[CELLS], int64_t line, int64_t *rows)
{
	struct ctx *c = m->c;
	struct draft d = draft_of(cells);
	struct procedure_newest old;
	bool found;
	day from;
	if (!code_well_formed(d.code))
		return bad_code(c, d.code, line);
	if (!d.name.n || !day_parse(d.valid_from, &from))
		return FAIL(c, INVALID, "Dòng %lld: thiếu tên thủ tục hoặc ngày hiệu lực.", (long long)line);
	if (d.level.n && !str_is(d.level, "commune") && !str_is(d.level, "vertical") && !str_is(d.level, "other"))
		return FAIL(c, INVALID, "Dòng %lld: cột handled phải là commune, vertical hoặc other.", (long long)line);
	d.valid_from = day_iso(c->a, from);
	d.source = S("Tệp nhập");
	TRY(procedure_newest(c, d.code, &old, &found));
	if (found && !same_name(c, d.name, old.name)) {
		log_line(LOG_WARNING, c, "import",
			"line=%lld code=%.*s problem=\"tên khác hẳn danh mục, bỏ qua\" catalogue=\"%.*s\" file=\"%.*s\"",
			(long long)line, STR_ARG(d.code), STR_ARG(old.name), STR_ARG(d.name));
		return NULL;
	}
	++*rows;
	if (found)
		return new_version(m, d, &old);
	if (!d.level.n)
		d.level = S("commune");
	int64_t id;
	return add(m, &d, &id);
}

err procedures_import(struct ctx *c, str text, int64_t *rows)
{
	str cells[CELLS];
	if (!tsv_row(&text, cells, CELLS) || !str_is(cells[CODE], "code") || !str_is(cells[FROM], "valid_from"))
		return FAIL(c, INVALID,
			"Dòng đầu phải là tên cột, cách nhau bằng dấu tab: code, name, field, handled, levels, decision, "
			"ministry, applicants, "
			"time, time_unit, fee_vnd, fee_note, result, agency, valid_from.");
	struct import m = {.c = c, .ids.a = c->a};
	*rows = 0;
	for (int64_t line = 2; tsv_row(&text, cells, CELLS); line++)
		TRY(import_row(&m, cells, line, rows));
	TRY(procedures_default_components(c));
	return procedures_renamed(c);
}
