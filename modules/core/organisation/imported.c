/* Hamlets and departments of the unit, brought in from a table. */
#include "pages.h"
#include "core/history/history.h"

static str shown_day(arena *a, str iso)
{
	day d;
	return day_parse(iso, &d) ? show_day(a, d) : iso;
}

/* ---- hamlets: what stands under that name, else a new one; days and grounds that were written wrongly are set right ---- */

static void hamlet_changes(struct differences *d, const struct own_hamlet_named *was, const struct hamlet_change *n)
{
	difference_add(d, "Từ ngày", shown_day(d->a, was->valid_from), shown_day(d->a, n->day));
	difference_add(d, "Căn cứ", was->legal_basis, n->legal_basis);
}

IMPORT_RULE(hamlet_row, struct hamlet_change)
static err hamlet_row(struct req *q, struct hamlet_change *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct own_hamlet_named was;
	struct differences d = {.a = c->a};
	bool found;
	n->unit = c->unit;
	TRY(hamlet_check(c, n));
	str folded = fold(c->a, n->name);
	TRY(own_hamlet_named(c, c->unit, n->kind, folded, n->note, &was, &found));
	row->key = str_format(c->a, "%.*s|%.*s|%.*s", STR_ARG(n->kind), STR_ARG(folded), STR_ARG(fold(c->a, n->note)));
	row->verdict = IMPORT_NEW;
	if (!found)
		return NULL;
	hamlet_changes(&d, &was, n);
	row->object = n->hamlet = was.id;
	row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
	row->says = differences_said(&d);
	return NULL;
}

IMPORT_RULE(hamlet_row_keep, struct hamlet_change)
static err hamlet_row_keep(struct req *q, struct hamlet_change *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct own_hamlet was;
	struct differences d = {.a = c->a};
	if (row->verdict == IMPORT_NEW) {
		TRY(hamlet_open(c, n));
		row->object = n->id;
		return NULL;
	}
	TRY(own_hamlet(c, n->hamlet, c->unit, &was));
	hamlet_changes(&d, &(struct own_hamlet_named){.valid_from = was.valid_from, .legal_basis = was.legal_basis}, n);
	TRY(hamlet_correct(c, n));
	return history_add(c, "hamlet", n->hamlet, &d);
}

static const struct import_column hamlet_columns[] = {
	{.field = CHOICE(struct hamlet_change, kind, "Loại", NEEDED, hamlet_kinds),
		.others = "loai hinh",
		.example = "Thôn",
		.note = "Thôn, Tổ dân phố, Xóm, Bản, Ấp, Khu phố… (bắt buộc)"},
	{.field = TEXT(struct hamlet_change, name, "Tên", 1, 100),
		.others = "ten thon|ten thon to dan pho|ten goi",
		.example = "Mỹ Lộc",
		.note = "Không kèm chữ “thôn”, “tổ dân phố” (bắt buộc)"},
	{.field = TEXT(struct hamlet_change, note, "Ghi chú phân biệt", 0, 100),
		.others = "ghi chu",
		.example = "xã Gia Sơn cũ",
		.note = "Khi trong xã có hai nơi trùng tên"},
	{.field = DATE(struct hamlet_change, day, "Từ ngày", NEEDED),
		.others = "ngay|ngay thanh lap|hieu luc tu ngay",
		.example = "01/07/2025",
		.note = "Ngày/tháng/năm (bắt buộc)"},
	{.field = TEXT(struct hamlet_change, legal_basis, "Căn cứ", 1, 200),
		.others = "can cu phap ly|nghi quyet|quyet dinh",
		.example = "Nghị quyết 12/NQ-HĐND",
		.note = "Nghị quyết hoặc quyết định (bắt buộc)"},
};

/* ---- departments: by their name; the code may change, the day on which one began not ---- */

IMPORT_RULE(agency_row, struct new_agency)
static err agency_row(struct req *q, struct new_agency *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct own_agencies_named_rows all;
	struct differences d = {.a = c->a};
	str folded = fold(c->a, n->name);
	n->unit = c->unit;
	TRY(own_agencies_named(c, c->unit, &all));
	row->key = folded;
	row->verdict = IMPORT_NEW;
	for (size_t i = 0; i < all.n && !row->object; i++) {
		const struct own_agencies_named *was = &all.v[i];
		if (!str_eq(folded, fold(c->a, was->name)))
			continue;
		if (!str_eq(n->kind, was->kind))
			return FAIL_FIELD(
				c, "kind", "Trong danh sách, %.*s là “%s”.", STR_ARG(was->name), agency_kind_title(was->kind));
		if (n->valid_from.n && !str_eq(n->valid_from, was->valid_from))
			return FAIL_FIELD(c, "valid_from",
				"Trong danh sách, phòng, ban này hoạt động từ %.*s. Ghi đúng ngày đó, hoặc để trống.",
				STR_ARG(shown_day(c->a, was->valid_from)));
		n->name = was->name;
		n->valid_from = was->valid_from;
		row->object = n->id = was->id;
		difference_add(&d, "Mã định danh", was->code, n->code);
		row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
		row->says = differences_said(&d);
	}
	return row->verdict == IMPORT_SAME ? NULL : agency_check(c, n);
}

IMPORT_RULE(agency_row_keep, struct new_agency)
static err agency_row_keep(struct req *q, struct new_agency *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct agency_change change = {.unit = c->unit, .agency = n->id, .name = n->name, .code = n->code};
	if (row->verdict == IMPORT_NEW) {
		TRY(agency_open(c, n));
		row->object = n->id;
		return NULL;
	}
	struct department was;
	struct differences d = {.a = c->a};
	change.day = day_iso(c->a, day_of(c->now));
	TRY(department(c, n->id, c->unit, &was));
	difference_add(&d, "Mã định danh", was.code, n->code);
	TRY(agency_rename_from(c, &change));
	return history_add(c, "agency", n->id, &d);
}

static const struct import_column agency_columns[] = {
	{.field = CHOICE(struct new_agency, kind, "Loại", NEEDED, opened_kinds),
		.others = "loai phong ban",
		.example = "Cơ quan, đơn vị khác",
		.note = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, Phòng Kinh tế, Công an… (bắt buộc)"},
	{.field = TEXT(struct new_agency, name, "Tên đầy đủ", 1, 200),
		.others = "ten|ten phong ban|phong ban|co quan|ten co quan",
		.example = "Trạm Y tế xã Gia Lâm",
		.note = "Như trong quyết định thành lập (bắt buộc)"},
	{.field = TEXT(struct new_agency, code, "Mã định danh", 0, 35),
		.others = "ma|ma co quan|ma dinh danh dien tu",
		.example = "H42.17.05",
		.note = "Theo Quyết định 20/2020/QĐ-TTg"},
	{.field = DATE(struct new_agency, valid_from, "Hoạt động từ ngày", OPTIONAL),
		.others = "tu ngay|ngay thanh lap",
		.example = "01/07/2025",
		.note = "Ngày/tháng/năm; phải có khi là phòng, ban mới"},
};

const struct import_kind organisation_imports[2] = {
	{.name = "hamlets",
		.title = "Thôn, tổ dân phố",
		.permission = "organisation.manage",
		.note = "Nơi đã có tên trong danh sách thì được sửa ngày và căn cứ; nơi chưa có thì thêm. Không có dòng nào bị "
			"xóa.",
		.leads = "/quan-tri/thon",
		.columns = LIST(hamlet_columns),
		.size = sizeof(struct hamlet_change),
		.check = hamlet_row_of,
		.keep = hamlet_row_keep_of},
	{.name = "agencies",
		.title = "Phòng, ban",
		.permission = "organisation.manage",
		.note = "Phòng, ban đã có tên trong danh sách thì được sửa mã định danh; chưa có thì thêm. Không có dòng nào bị "
			"xóa.",
		.leads = "/quan-tri/co-quan",
		.columns = LIST(agency_columns),
		.size = sizeof(struct new_agency),
		.check = agency_row_of,
		.keep = agency_row_keep_of},
};
