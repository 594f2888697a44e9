/* demo: 3,000 dossiers of the communes that took the place of Nho Quan district, a year of them, made through the same rules as a user's
 * actions. Each is planned first (demo_plan.c); then all steps of all dossiers are played in the order of time. The plan comes from one
 * seed. Some 99 of a hundred are done in time, as communes publish; every queue has something in it, late ones too. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/demo/demo.h"
#include <stdlib.h>
#include "web/catalogue.h"
#include "web/demo.h"
#include "web/importer.h"
#include "web/services/audit.h"

/* ---- what the store and the catalogue offer ---- */

static err load_units(struct demo *d)
{
	struct ctx *c = d->c;
	struct dossier_receiving_units_rows units;
	str today = day_iso(c->a, day_of(c->now));
	static const char *const roles[] = {"reception", "specialist", "leader"};
	TRY(dossier_receiving_units(c, today, &units));
	for (size_t i = 0; i < units.n && d->nunits < DEMO_UNITS; i++) {
		int64_t found[3] = {0};
		for (int r = 0; r < 3; r++) {
			struct dossier_role_officers_rows who;
			TRY(dossier_officers_for(c, units.v[i].id, str_of(roles[r]), today, &who));
			found[r] = who.n ? who.v[0].id : 0;
		}
		if (!found[0] || !found[1] || !found[2])
			continue;
		struct officers *o = &d->units[d->nunits++];
		*o = (struct officers){.unit = units.v[i].id,
			.reception = found[0],
			.specialist = found[1],
			.leader = found[2],
			.address =
				str_format(c->a, "%.*s, %.*s", STR_ARG(units.v[i].full_name), STR_ARG(units.v[i].province_name))};
		TRY(demo_home(c, o->unit, o->address, &o->home));
	}
	return NULL;
}

static err load_procedures(struct demo *d)
{
	str codes[DEMO_KINDS];
	struct demo_procedures_rows rows;
	for (size_t i = 0; i < DEMO_KINDS; i++)
		codes[i] = str_of(demo_kinds[i].code);
	TRY(demo_procedures(d->c, (struct texts){codes, DEMO_KINDS}, &rows));
	for (size_t i = 0; i < DEMO_KINDS; i++)
		for (size_t k = 0; k < rows.n; k++)
			if (str_is(rows.v[k].code, demo_kinds[i].code)) {
				d->procedures[i] = rows.v[k].id;
				d->online[i] = rows.v[k].online > 0;
			}
	return NULL;
}

static void load_column(struct demo *d, const char *file, str only, str **out, size_t *n)
{
	str rest = catalogue_file(file), cells[2];
	*out = NEWN(d->c->a, str, 4000);
	*n = 0;
	tsv_row(&rest, cells, 2);
	while (*n < 4000 && tsv_row(&rest, cells, 2))
		if (str_eq(cells[0], only))
			(*out)[(*n)++] = cells[1];
}

/* ---- one dossier ---- */

static str person_name(struct demo *d)
{
	static const char *const middles[] = {"Thị", "Thu", "Ngọc", "Minh", "Thanh"};
	/* The list of surnames is sorted by frequency: squaring favours its head as life does. */
	int64_t r = demo_random(1000);
	str surname = d->surnames[(size_t)(r * r * (int64_t)(d->nsurnames < 30 ? d->nsurnames : 30) / 1000000)];
	str given = d->given[demo_random((int64_t)d->ngiven)];
	return str_format(d->c->a, "%.*s %s %.*s", STR_ARG(surname), middles[demo_random(5)], STR_ARG(given));
}

/* Who marries or has a child is young. */
static bool of_the_young(const char *code)
{
	return !strcmp(code, "1.001193") || !strcmp(code, "1.004873") || !strcmp(code, "1.000894");
}

static void some_applicant(struct demo *d, struct new_dossier *n, const struct officers *o, bool young)
{
	arena *a = d->c->a;
	int year = young ? 1984 + (int)demo_random(21) : 1955 + (int)demo_random(50);
	n->applicant_name = person_name(d);
	n->applicant_number = str_format(a, "037%d%02d%06d", year < 2000 ? 1 : 3, year % 100, (int)demo_random(1000000));
	n->applicant_birth_on = str_format(a, "%d-%02d-%02d", year, 1 + (int)demo_random(12), 1 + (int)demo_random(28));
	n->applicant_phone = str_format(a, "09%08d", (int)demo_random(100000000));
	n->applicant_address = o->address;
}

static void known_applicant(struct new_dossier *n, const struct demo_citizens *who)
{
	n->account = who->id;
	n->applicant_name = who->name;
	n->applicant_number = who->personal_number;
	n->applicant_birth_on = who->birth_on;
	n->applicant_phone = who->phone;
	n->applicant_email = who->email;
	n->applicant_address = who->address;
}

/* What everybody brings to this procedure, as many as it asks for. */
static err hand_in(struct ctx *c, struct new_dossier *n, bool online)
{
	struct filing_components_rows rows;
	TRY(filing_components(c, n->procedure, &rows));
	struct handed *list = NEWN(c->a, struct handed, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct filing_components *k = &rows.v[i];
		bool none = !k->originals && !k->copies;
		bool form = str_starts(k->name, S("Tờ khai")) || str_starts(k->name, S("Mẫu hộ tịch điện tử"));
		if (paper_usual(c, k->grouping, k->name) && !(online && form)) /* the e-form says it */
			list[n->nhanded++] = (struct handed){k->number, none ? 1 : k->originals, k->copies};
	}
	n->handed = list;
	return NULL;
}

/* What comes online without an account came through the national portal. */
static err play_submit(struct demo *d, struct playing *p)
{
	struct ctx *c = d->c;
	struct new_dossier n = {.procedure = d->procedures[p->kind],
		.receiving_unit = p->unit,
		.content = str_of(demo_kinds[p->kind].content),
		.channel = p->online ? S("online") : S("desk")};
	n.secret = str_format(c->a, "%08d", (int)demo_random(100000000));
	n.result_by = S("desk");
	n.result_address = n.applicant_email = S("");
	if (p->citizen)
		known_applicant(&n, p->citizen);
	else
		some_applicant(d, &n, p->officers, of_the_young(demo_kinds[p->kind].code));
	c->actor = n.account ? n.account : p->online ? 0 : p->officers->reception;
	c->unit = p->online ? 0 : p->unit;
	TRY(hand_in(c, &n, p->online));
	p->paper = n.nhanded ? n.handed[0].number : 1;
	if (p->online)
		TRY(demo_online(d, p, &n));
	TRY(dossier_submit(c, &n));
	p->applicant = str_copy(d->whole, n.applicant_name);
	p->id = n.id;
	p->account = n.account;
	return NULL;
}

static const struct {
	const char *action, *note;
	char who; /* reception, specialist, leader, citizen */
} parts[] = {
	{"receive", "", 'r'},
	{"hand_over", "Chuyển công chức chuyên môn giải quyết.", 'r'},
	{"propose", "Hồ sơ đủ điều kiện giải quyết, kính trình lãnh đạo xem xét.", 's'},
	{"approve", "Đồng ý.", 'l'},
	{"send_back", "Kiểm tra lại năm sinh ghi trong kết quả cho khớp giấy tờ gốc.", 'l'},
	{"return", "", 'r'},
	{"refuse", "Thủ tục không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã.", 'r'},
	{"ask_supplement", "Bổ sung bản chụp rõ nét giấy tờ tùy thân (bản nộp bị mờ số).", 's'},
	{"supplement", "Tôi gửi bổ sung theo yêu cầu.", 'c'},
	{"take_supplement", "Đã nhận giấy tờ bổ sung tại quầy.", 'r'},
	{"ask_payment", "Lệ phí theo nghị quyết của Hội đồng nhân dân tỉnh.", 'r'},
	{"confirm_payment", "Biên lai số 000127.", 'r'},
	{"withdraw", "Tôi xin rút hồ sơ để nộp lại tại nơi cư trú mới.", 'c'},
	{"stop", "Người nộp đề nghị dừng giải quyết.", 'l'},
};

static err play_action(struct demo *d, struct playing *p, const char *name)
{
	struct ctx *c = d->c;
	const struct officers *o = p->officers;
	size_t i = 0;
	if (!strcmp(name, "supplement") && !p->account)
		name = "take_supplement";
	if (!strcmp(name, "withdraw") && !p->account)
		name = "stop"; /* on paper he asks for it, and the leader stops */
	while (strcmp(parts[i].action, name))
		i++;
	char who = parts[i].who == 'c' && !p->account ? 'r' : parts[i].who;
	struct dossier_work w = {
		.action = dossier_action(str_of(name)), .dossier = p->id, .note = str_of(parts[i].note), .amount = 50000};
	c->actor = who == 'r' ? o->reception : who == 's' ? o->specialist : who == 'l' ? o->leader : p->account;
	c->unit = who == 'c' ? 0 : p->unit;
	w.unit = who == 'c' ? 0 : p->unit;
	w.account = who == 'c' ? p->account : 0;
	w.assignee = !strcmp(name, "hand_over") || !strcmp(name, "send_back") ? o->specialist : 0;
	if (!strcmp(name, "approve") && d->result.stored.size) {
		w.attachments = &d->result;
		w.nattachments = 1;
	}
	if (!strcmp(name, "return"))
		w.taken_by = p->applicant;
	if (!strcmp(name, "refuse"))
		w.legal_basis = S("Luật Tổ chức chính quyền địa phương năm 2025");
	if (!strcmp(name, "ask_supplement"))
		w.items = (struct ints){&p->paper, 1};
	if (who != 'c' && p->account) /* he reads of it */
		TRY(audit_looked(c, "dossier", p->id, S("Giải quyết hồ sơ")));
	err e = dossier_apply(c, &w);
	p->unasked |= e && e->kind == CONFLICT && !strcmp(name, "ask_supplement");
	return p->unasked && (!strcmp(name, "ask_supplement") || str_ends(str_of(name), S("supplement"))) ? NULL : e;
}

/* ---- all of it ---- */

static int by_time(const void *a, const void *b)
{
	const struct planned *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->dossier != y->dossier ? x->dossier - y->dossier : x->step - y->step;
}

static err play(struct demo *d)
{
	struct ctx *c = d->c;
	arena step_memory = {0}, *whole = c->a;
	err e = NULL;
	for (size_t i = 0; i < d->nplan && !e; i++) {
		struct playing *p = &d->dossiers[d->plan[i].dossier];
		c->now = d->plan[i].at;
		c->a = &step_memory;
		e = d->plan[i].step ? play_action(d, p, demo_paths[p->path].actions[d->plan[i].step - 1]) : play_submit(d, p);
		c->a = whole;
		if (e)
			e = FAIL(c, e->kind, "hồ sơ mẫu %d: %.*s (%s)", d->plan[i].dossier, STR_ARG(e->text), e->where);
		arena_reset(&step_memory);
		if (i % 200 == 0)
			progress("Hồ sơ mẫu", (int64_t)i, (int64_t)d->nplan);
	}
	arena_free(&step_memory);
	return e;
}

err dossiers_demo(struct ctx *c)
{
	struct demo *d = NEW(c->a, struct demo);
	struct ctx before = *c;
	d->c = c;
	d->whole = c->a;
	TRY(load_units(d));
	TRY(load_procedures(d));
	TRY(demo_citizens(c, &d->citizens));
	load_column(d, "surnames.tsv", S("north"), &d->surnames, &d->nsurnames);
	load_column(d, "given_names.tsv", S("female"), &d->given, &d->ngiven);
	load_column(d, "given_names.tsv", S("male"), &d->male, &d->nmale);
	TRY(demo_copy(c, &d->copy));
	if (!d->nunits || !d->procedures[0])
		return FAIL(c, BROKEN, "demo: no units with officers, or no procedures");
	TRY(demo_plan(d, before.now));
	qsort(d->plan, d->nplan, sizeof *d->plan, by_time);
	err e = play(d);
	c->now = before.now;
	c->actor = before.actor;
	c->unit = before.unit;
	TRY(e);
	return demo_is_full() ? demo_districts(c) : NULL;
}
