/* records: the rules. What a record says on a day is its version that holds then; versions follow one another without a gap, from the day on
 * which it began to the day on which it ended. Nothing is overwritten: what was wrong is marked as replaced, and stays to be read. */
#include "core/files/files.h"
#include "core/registries/inside.h"
#include "web/services/audit.h"

enum { NAMERS_MOST = 500 }; /* that a merge writes anew in one transaction */

static const char *const acts[] = {[REGISTRY_CREATE] = "create",
	[REGISTRY_CHANGE] = "change",
	[REGISTRY_CORRECT] = "correct",
	[REGISTRY_MOVE] = "move",
	[REGISTRY_END] = "end",
	[REGISTRY_RESTORE] = "restore",
	[REGISTRY_MERGE] = "merge",
	[REGISTRY_SPLIT] = "split"};

struct change { /* one record being worked on */
	struct record_work *w;
	const struct registry *r;
	struct registry_record_get record;
	struct registry_record_version_on last; /* the one that holds to the end */
	struct form_answers *said;
	int64_t with;               /* another that becomes one with it: what it has may come along; 0: none */
	str key, alike, day, state; /* state: that it will be in */
	uint64_t turn;              /* of the closure that asked for it; 0: none */
	enum registry_act act;      /* that was asked for */
	struct registry_counting counting;
};

/* ---- what is asked ---- */

static err day_asked(struct ctx *c, struct change *k)
{
	day on = day_of(c->now);
	if (k->w->valid_from.n && !day_parse(k->w->valid_from, &on))
		return FAIL_FIELD(c, "valid_from", "Ghi ngày, tháng, năm, ví dụ %s", show_day(c->a, day_of(c->now)).s);
	if (on > day_of(c->now) + 366)
		return FAIL_FIELD(c, "valid_from", "Ngày này còn quá xa; ghi một ngày trong vòng một năm tới");
	k->day = day_iso(c->a, on);
	return NULL;
}

static bool pattern_fits(const char *pattern, str s)
{
	size_t i = 0;
	for (; pattern[i] && i < s.n; i++) {
		char is = s.s[i];
		bool letter = (is >= 'A' && is <= 'Z') || (is >= 'a' && is <= 'z'), digit = is >= '0' && is <= '9';
		if (pattern[i] == 'A' ? !letter : pattern[i] == '0' ? !digit : is != pattern[i])
			return false;
	}
	return i == s.n && !pattern[i];
}

static err key_asked(struct ctx *c, struct change *k)
{
	const struct form_field *f = k->r->key;
	struct registry_record_of_key other;
	bool found;
	if (!f)
		return NULL;
	const struct form_answer *v = form_answer_to(k->said, f, 0);
	k->key = (str){0}; /* one that was taken away is free again */
	if (!v->filled)
		return NULL;
	const char *field = str_format(c->a, "e_%s", f->name).s;
	k->key = v->text;
	if (k->r->key_pattern && !pattern_fits(k->r->key_pattern, k->key))
		return FAIL_FIELD(c, field, "“%s” có dạng %s (A là chữ cái, 0 là chữ số)", f->label, k->r->key_pattern);
	TRY(registry_record_of_key(c, k->r->id, k->r->key_everywhere ? 0 : c->unit, k->key, &other, &found));
	if (found && other.id != k->w->record)
		return FAIL_FIELD(c, field, "Đã có mục mang “%s” là %.*s", f->label, STR_ARG(k->key));
	return NULL;
}

static err alike_asked(struct ctx *c, struct change *k)
{
	struct registry_record_alike other;
	struct registry_record_place at;
	bool found;
	k->alike = registry_alike_text(c, k->r, k->said);
	bool told = k->w->though_alike || (k->w->record && str_eq(k->alike, k->record.alike));
	if (!k->alike.n || told)
		return NULL;
	TRY(registry_record_alike(c, k->r->id, c->unit, k->alike, k->w->record, &other, &found));
	if (found)
		TRY(registry_record_place(c, other.id, c->unit, &at, &found));
	return found ? FAIL_FIELD(c, "though_alike",
			       "Trong sổ đã có mục “%.*s” giống như vậy. Hãy xem lại; nếu đây là mục khác, đánh dấu "
			       "“Đây là mục khác” rồi ghi.",
			       STR_ARG(at.name))
		     : NULL;
}

/* Whatever the form asks by now, beside others: its number is its own, what it names is there, nothing else is like it. */
static err beside_asked(struct ctx *c, struct change *k)
{
	TRY(key_asked(c, k));
	TRY(registry_links_check(c, k->r, k->w->record, k->said, day_iso(c->a, day_of(c->now))));
	return alike_asked(c, k);
}

static err answers_asked(struct ctx *c, struct change *k)
{
	if (!k->w->is_whole)
		TRY(form_check(c, k->r->form, k->w->answers));
	form_answers_stored(c, k->r->form, k->w->answers, &k->said);
	return beside_asked(c, k);
}

static err reason_asked(struct ctx *c, const struct change *k)
{
	return k->w->reason.n ? NULL : FAIL_FIELD(c, "reason", "Ghi lý do hoặc căn cứ");
}

bool registry_of_level(const struct registry *r, str level) { return !r->level || str_is(level, r->level); }

static err not_closed(struct ctx *c, const struct registry *r)
{
	return registry_has_ended(c, r)
		       ? FAIL(c, CONFLICT, "Sổ này đã đóng từ %s: chỉ xem được, không ghi thêm.", show_day(c->a, r->ended).s)
		       : NULL;
}

static err unit_fits(struct ctx *c, const struct registry *r)
{
	struct registry_unit unit;
	TRY(not_closed(c, r));
	TRY(registry_unit(c, c->unit, &unit));
	return registry_of_level(r, unit.level)
		       ? NULL
		       : FAIL(c, INVALID, "Sổ này do %s lập.", str_is(str_of(r->level), "commune") ? "cấp xã" : "cấp tỉnh");
}

/* Its day is the one that it had: a day that is sent with it is not lost without a word. */
static err no_day_asked(struct ctx *c, const struct change *k)
{
	return k->w->valid_from.n ? FAIL_FIELD(c, "valid_from",
					    "Sửa sai giữ nguyên ngày đã ghi: hãy để trống ngày, hoặc chọn “Thực tế đã thay đổi”")
				  : NULL;
}

/* ---- writing ---- */

struct writing {
	enum registry_act act;
	str from, to, state, answers;
	int64_t definition; /* that the answers were given to; 0: today's */
};

static str name_of(struct ctx *c, const struct change *k)
{
	return form_answer_shown(c, k->r->name, form_answer_to(k->said, k->r->name, 0));
}

static err version_add(struct ctx *c, struct change *k, struct writing v)
{
	struct registry_record_version_add added;
	struct registry_record_version_on row = {.definition_id = v.definition ? v.definition : k->r->version,
		.valid_from = v.from,
		.valid_to = v.to,
		.state = v.state,
		.answers = v.answers,
		.name = v.definition ? k->last.name : name_of(c, k)};
	TRY(registry_record_version_add(c,
		&(struct registry_record_version_add_in){.record = k->w->record,
			.definition = row.definition_id,
			.act = str_of(acts[v.act]),
			.valid_from = v.from,
			.valid_to = v.to,
			.name = row.name,
			.state = v.state,
			.answers = v.answers,
			.reason = k->w->reason,
			.source = k->w->source.n ? k->w->source : S("typed"),
			.source_ref = k->w->source_ref.n ? k->w->source_ref : (str){0},
			.at = c->now,
			.account = k->w->approved ? k->w->maker
				   : c->actor     ? some_int(c->actor)
						  : (opt_int){0},
			.proposal = k->w->approved ? some_int(k->w->approved) : (opt_int){0}},
		&added));
	row.id = added.id;
	if (!v.definition)
		TRY(form_photos_keep(c, k->said,
			&(struct photos_kept){.kind = "record",
				.object = k->w->record,
				.from_kind = k->w->approved && !k->with ? REGISTRY_PROPOSAL : "record",
				.from = k->w->approved && !k->with ? k->w->approved : k->with}));
	if (!str_eq(v.from, v.to)) { /* else it only says what was done; no day shows it */
		TRY(registry_facets_add(c, k->r, &row, k->said));
		TRY(registry_links_add(c, k->w->record, added.id, k->said));
		TRY(registry_holder_add(c, k->r, k->w->record, added.id, v.answers));
	}
	const struct registry_versions_kept first = {.id = row.id,
		.record_id = k->w->record,
		.definition_id = row.definition_id,
		.valid_from = row.valid_from,
		.valid_to = row.valid_to,
		.name = row.name,
		.state = row.state,
		.answers = row.answers};
	k->counting.first = k->record.id ? NULL : &first; /* a new one has no other */
	k->counting.first_said = k->said;
	TRY(registry_counting_end(c, &k->counting, k->w->record));
	return audit_add(c, str_format(c->a, "record.%s", acts[v.act]).s, "record", k->w->record, row.name);
}

static err words(struct ctx *c, const struct change *k)
{
	if (k->record.id) /* a new one has no words yet */
		TRY(registry_search_forget(c, k->w->record));
	return registry_search_add(c, k->w->record, registry_words(c, k->r, k->said, c->unit));
}

static err until(struct ctx *c, int64_t version, str day)
{
	TRY(registry_record_version_until(c, version, day));
	return registry_facet_until(c, version, day);
}

static err replaced(struct ctx *c, int64_t version)
{
	TRY(registry_record_version_replaced(c, version, c->now));
	return registry_facet_forget(c, version);
}

static err put(struct ctx *c, struct change *k, str ended_from)
{
	err e = registry_record_put(c, k->w->record, k->w->seen, k->key, k->alike, ended_from);
	if (e && e->kind == CONFLICT)
		return FAIL(c, CONFLICT, "Mục này vừa được người khác sửa. Hãy tải lại trang, xem lại rồi ghi tiếp.");
	TRY(e);
	return registry_counting_begin(c, k->r, k->w->record, k->said, &k->counting);
}

/* ---- the record that is there ---- */

static err load(struct ctx *c, struct record_work *w, struct change *k)
{
	bool found;
	*k = (struct change){.w = w, .r = w->registry};
	TRY(not_closed(c, k->r));
	TRY(registry_record_get(c, w->record, w->registry->id, c->unit, &k->record, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "record");
	if (k->record.merged_into.set)
		return FAIL(c, CONFLICT, "Mục này đã gộp vào mục khác. Nếu gộp nhầm, hãy tách ra.");
	TRY(registry_record_version_last(c, w->record, &k->last, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "record");
	k->key = k->record.key;
	k->alike = k->record.alike;
	form_answers_stored(c, k->r->form, k->last.answers, &k->said);
	return day_asked(c, k);
}

static err not_ended(struct ctx *c, const struct change *k)
{
	return k->record.ended_from.s ? FAIL(c, CONFLICT, "Mục này đã kết thúc từ %s; hãy khôi phục trước khi sửa.",
						show_date(c->a, k->record.ended_from).s)
				      : NULL;
}

static err after_last(struct ctx *c, const struct change *k)
{
	if (strcmp(str_c(c->a, k->day), str_c(c->a, k->last.valid_from)) > 0)
		return NULL;
	return FAIL_FIELD(c, "valid_from",
		"Nội dung đang ghi có từ ngày %s: thay đổi phải từ sau ngày đó. Nếu nội dung đang ghi là sai, hãy sửa sai.",
		show_date(c->a, k->last.valid_from).s);
}

/* ---- rules ---- */

/* A new record may begin in any state; but where every way into one is somebody's, it begins there by him alone. */
static err begins_in(struct ctx *c, const struct change *k, size_t to)
{
	err refused = NULL;
	for (size_t i = 0; to && i < k->r->nmoves; i++) {
		if (k->r->moves[i].to != to)
			continue;
		refused = registry_move_allowed(c, k->r, &k->r->moves[i], k->w->powers);
		if (!refused)
			return NULL;
	}
	return refused;
}

static err state_asked(struct ctx *c, struct change *k)
{
	const struct registry *r = k->r;
	size_t from = 0, to = 0;
	err refused = NULL;
	k->state = k->w->state.n ? k->w->state : k->w->record ? k->last.state : str_of(r->states[0].name);
	if (!k->w->state.n || (k->w->record && str_eq(k->state, k->last.state)))
		return NULL;
	while (from < r->nstates && !str_is(k->last.state, r->states[from].name))
		from++;
	while (to < r->nstates && !str_is(k->state, r->states[to].name))
		to++;
	if (!k->w->record && to < r->nstates)
		return begins_in(c, k, to);
	for (size_t i = 0; i < r->nmoves && from < r->nstates && to < r->nstates; i++) {
		if (r->moves[i].to != to || !(r->moves[i].from & UINT32_C(1) << from))
			continue;
		refused = registry_move_allowed(c, r, &r->moves[i], k->w->powers);
		if (!refused)
			return NULL;
	}
	if (refused)
		return refused;
	return FAIL(c, CONFLICT, "Mục này đang ở trạng thái “%s”, không chuyển ngay sang “%s” được.",
		from < r->nstates ? r->states[from].title : "", to < r->nstates ? r->states[to].title : str_c(c->a, k->state));
}

static err create_asked(struct ctx *c, struct record_work *w, struct change *k)
{
	w->record = 0;
	*k = (struct change){.w = w, .r = w->registry};
	TRY(unit_fits(c, k->r));
	TRY(day_asked(c, k));
	TRY(state_asked(c, k));
	return answers_asked(c, k);
}

static err change_asked(struct ctx *c, struct record_work *w, struct change *k)
{
	TRY(load(c, w, k));
	TRY(not_ended(c, k));
	TRY(after_last(c, k));
	TRY(state_asked(c, k));
	return answers_asked(c, k);
}

static err correct_asked(struct ctx *c, struct record_work *w, struct change *k)
{
	TRY(load(c, w, k));
	TRY(not_ended(c, k));
	TRY(no_day_asked(c, k));
	TRY(reason_asked(c, k));
	TRY(state_asked(c, k));
	return answers_asked(c, k);
}

static err asked(struct ctx *c, struct record_work *w, struct change *k, enum registry_act act)
{
	return act == REGISTRY_CREATE   ? create_asked(c, w, k)
	       : act == REGISTRY_CHANGE ? change_asked(c, w, k)
					: correct_asked(c, w, k);
}

err registry_record_try(struct ctx *c, struct record_work *w, enum registry_act act)
{
	struct change *k = NEW(c->a, struct change);
	w->tried = NULL;
	TRY(asked(c, w, k, act));
	k->turn = db_turn(c);
	k->act = act;
	w->tried = k;
	return NULL;
}

/* Asked now, unless it was in this transaction, by whoever is about to do it. */
static err begun(struct ctx *c, struct record_work *w, struct change *k, enum registry_act act)
{
	const struct change *tried = w->tried;
	w->tried = NULL; /* it is done once */
	if (!tried || !tried->turn || tried->turn != db_turn(c) || tried->act != act)
		return asked(c, w, k, act);
	*k = *tried;
	k->w = w;
	return NULL;
}

/* All that is asked now is asked again when it is done. */
static err proposed(struct ctx *c, const struct change *k, enum registry_act act)
{
	bool says = act == REGISTRY_CREATE || act == REGISTRY_CHANGE || act == REGISTRY_CORRECT;
	return registry_propose(
		c, &(struct registry_proposing){.work = k->w,
			   .act = act,
			   .name = act == REGISTRY_CREATE ? name_of(c, k) : k->last.name,
			   .day = act == REGISTRY_CORRECT || act == REGISTRY_RESTORE || act == REGISTRY_SPLIT ? S("") : k->day,
			   .said = says ? k->said : NULL});
}

err registry_record_create(struct ctx *c, struct record_work *w)
{
	struct change k;
	struct registry_record_add added;
	TRY(begun(c, w, &k, REGISTRY_CREATE));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_CREATE);
	TRY(registry_record_add(c, k.r->id, c->unit, k.key, k.r->key_everywhere ? 0 : c->unit, k.alike, &added));
	w->record = added.id;
	TRY(registry_counting_begin(c, k.r, 0, k.said, &k.counting));
	TRY(version_add(c, &k, (struct writing){REGISTRY_CREATE, k.day, S(REGISTRY_FOREVER), k.state, w->answers}));
	return words(c, &k);
}

err registry_record_change(struct ctx *c, struct record_work *w)
{
	struct change k;
	TRY(begun(c, w, &k, REGISTRY_CHANGE));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_CHANGE);
	TRY(put(c, &k, (str){0}));
	TRY(until(c, k.last.id, k.day));
	TRY(version_add(c, &k, (struct writing){REGISTRY_CHANGE, k.day, S(REGISTRY_FOREVER), k.state, w->answers}));
	return words(c, &k);
}

err registry_record_correct(struct ctx *c, struct record_work *w)
{
	struct change k;
	TRY(begun(c, w, &k, REGISTRY_CORRECT));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_CORRECT);
	TRY(put(c, &k, (str){0}));
	TRY(replaced(c, k.last.id));
	TRY(version_add(c, &k, (struct writing){REGISTRY_CORRECT, k.last.valid_from, k.last.valid_to, k.state, w->answers}));
	return words(c, &k);
}

static err move_asked(struct ctx *c, const struct change *k, const struct registry_move **out)
{
	size_t state = 0;
	while (state < k->r->nstates && !str_is(k->last.state, k->r->states[state].name))
		state++;
	for (size_t i = 0; i < k->r->nmoves; i++)
		if (str_is(k->w->move, k->r->moves[i].name)) {
			*out = &k->r->moves[i];
			TRY(registry_move_allowed(c, k->r, *out, k->w->powers));
			if (state < k->r->nstates && (*out)->from & UINT32_C(1) << state)
				return NULL;
			return FAIL(c, CONFLICT, "Mục này đang ở trạng thái “%s” nên không làm được việc “%s”.",
				state < k->r->nstates ? k->r->states[state].title : str_c(c->a, k->last.state), (*out)->title);
		}
	return FAIL(c, NOT_FOUND, "move");
}

err registry_record_move(struct ctx *c, struct record_work *w)
{
	struct change k;
	const struct registry_move *move;
	TRY(load(c, w, &k));
	TRY(not_ended(c, &k));
	TRY(move_asked(c, &k, &move));
	TRY(after_last(c, &k));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_MOVE);
	TRY(put(c, &k, (str){0}));
	TRY(until(c, k.last.id, k.day));
	return version_add(c, &k,
		(struct writing){REGISTRY_MOVE, k.day, S(REGISTRY_FOREVER), str_of(k.r->states[move->to].name), k.last.answers,
			k.last.definition_id});
}

err registry_record_end(struct ctx *c, struct record_work *w)
{
	struct change k;
	TRY(load(c, w, &k));
	TRY(not_ended(c, &k));
	TRY(reason_asked(c, &k));
	TRY(after_last(c, &k));
	TRY(registry_unnamed_check(c, registry_link_kind(c->a, k.r->code).s, w->record, k.day));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_END);
	TRY(put(c, &k, k.day));
	TRY(until(c, k.last.id, k.day));
	return version_add(
		c, &k, (struct writing){REGISTRY_END, k.day, k.day, k.last.state, k.last.answers, k.last.definition_id});
}

err registry_record_restore(struct ctx *c, struct record_work *w)
{
	struct change k;
	TRY(load(c, w, &k));
	if (!k.record.ended_from.s)
		return FAIL(c, CONFLICT, "Mục này chưa kết thúc.");
	TRY(reason_asked(c, &k));
	TRY(registry_links_check(c, k.r, w->record, k.said, k.day));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_RESTORE);
	TRY(put(c, &k, (str){0}));
	TRY(until(c, k.last.id, S(REGISTRY_FOREVER)));
	return version_add(c, &k,
		(struct writing){REGISTRY_RESTORE, k.record.ended_from, k.record.ended_from, k.last.state, k.last.answers,
			k.last.definition_id});
}

/* ---- two that are one ---- */

/* What was written for a day to come would come to light again. */
static err none_ahead(struct ctx *c, const struct change *k)
{
	if (strcmp(str_c(c->a, k->last.valid_from), str_c(c->a, k->day)) <= 0)
		return NULL;
	return FAIL(c, CONFLICT, "“%.*s” có nội dung ghi trước cho ngày %s. Hãy gộp từ ngày đó, hoặc sửa nội dung ấy trước.",
		STR_ARG(k->last.name), show_date(c->a, k->last.valid_from).s);
}

static err merging(struct ctx *c, struct record_work *w, struct change *k)
{
	TRY(load(c, w, k));
	TRY(not_ended(c, k));
	return none_ahead(c, k);
}

/* It says what it said, by the form that it was written by. */
static err merge_noted(struct ctx *c, struct change *k)
{
	return version_add(
		c, k, (struct writing){REGISTRY_MERGE, k->day, k->day, k->last.state, k->last.answers, k->last.definition_id});
}

/* Its key is free for the other one. */
static err merged_away(struct ctx *c, struct change *k, int64_t into)
{
	k->key = (str){0};
	TRY(put(c, k, k->day));
	TRY(registry_record_merge_into(c, k->w->record, some_int(into)));
	TRY(str_eq(k->day, k->last.valid_from) ? replaced(c, k->last.id) : until(c, k->last.id, k->day));
	return merge_noted(c, k);
}

/* What it says from now on was true of the one thing before, too. */
static err merged_to(struct ctx *c, struct change *k)
{
	bool same = str_eq(k->w->answers, k->last.answers);
	TRY(same ? beside_asked(c, k) : answers_asked(c, k));
	TRY(put(c, k, (str){0}));
	if (same)
		return merge_noted(c, k);
	TRY(replaced(c, k->last.id));
	TRY(version_add(
		c, k, (struct writing){REGISTRY_MERGE, k->last.valid_from, k->last.valid_to, k->last.state, k->w->answers}));
	return words(c, k);
}

/* What named the other one names the kept one, as a correction of its own. */
static err rename_in(struct ctx *c, const struct registry_namers *in, const struct form_named *from, const struct form_named *to)
{
	struct record_work w = {
		.record = in->record_id, .though_alike = true, .is_checked = true}; /* with the merge that it follows */
	struct change k;
	TRY(registry_of(c, in->code, &w.registry));
	TRY(load(c, &w, &k));
	w.seen = k.record.version;
	w.reason = str_format(c->a, "Mục được nhắc tới đã gộp vào “%.*s”", STR_ARG(to->title));
	return form_answers_renamed(c, w.registry->form, k.last.answers, from, to, &w.answers) ? registry_record_correct(c, &w)
											       : NULL;
}

/* Whoever merges sees another record: which one is in the way is said. */
static err which_namer(struct ctx *c, const struct registry_namers *in, const struct form_named *named, err e)
{
	if (!e || (e->kind != INVALID && e->kind != CONFLICT))
		return e;
	str why = e->problems ? e->problems->text : e->text;
	return FAIL(c, CONFLICT, "“%.*s” (%.*s) đang nhắc tới “%.*s” và chưa sửa được. %.*s", STR_ARG(in->name),
		STR_ARG(in->title), STR_ARG(named->title), STR_ARG(why));
}

static err references_move(struct ctx *c, const struct change *kept, const struct change *other)
{
	struct registry_namers_rows in;
	struct form_named from = {registry_link_kind(c->a, kept->r->code), other->w->record, other->last.name};
	struct form_named to = {from.kind, kept->w->record, kept->last.name};
	TRY(registry_namers(c, from.kind, from.id, kept->day, S(REGISTRY_FOREVER), NAMERS_MOST + 1, &in));
	if (in.n > NAMERS_MOST)
		return FAIL(c, CONFLICT, "Hơn %d mục nhắc tới “%.*s”. Hãy giữ lại mục ấy và gộp mục này vào nó.", NAMERS_MOST,
			STR_ARG(from.title));
	for (size_t i = 0; i < in.n; i++)
		if (in.v[i].record_id != from.id && in.v[i].record_id != to.id)
			TRY(which_namer(c, &in.v[i], &from, rename_in(c, &in.v[i], &from, &to)));
	return NULL;
}

err registry_record_merge(struct ctx *c, struct record_merge *m)
{
	struct record_work one = {.registry = m->registry,
		.record = m->kept,
		.seen = m->kept_seen,
		.though_alike = true,
		.approved = m->approved,
		.maker = m->maker};
	struct record_work two = one;
	two.record = m->other;
	two.seen = m->other_seen;
	two.though_alike = false;
	struct change kept, other;
	if (m->kept == m->other)
		return FAIL_FIELD(c, "other", "Chọn một mục khác để gộp với mục này.");
	one.reason = m->reason;
	TRY(merging(c, &one, &kept));
	TRY(merging(c, &two, &other));
	TRY(reason_asked(c, &kept));
	if (registry_waits(&one)) {
		err e = registry_propose(
			c, &(struct registry_proposing){.work = &one, .act = REGISTRY_MERGE, .name = kept.last.name, .merge = m});
		m->waits = one.waits;
		return e;
	}
	one.reason = str_format(c->a, "Nhận mục trùng “%.*s”. %.*s", STR_ARG(other.last.name), STR_ARG(m->reason));
	two.reason = str_format(c->a, "Gộp vào “%.*s”. %.*s", STR_ARG(kept.last.name), STR_ARG(m->reason));
	TRY(form_answers_joined(c, m->registry->form, kept.last.answers, other.last.answers, m->take, &one.answers));
	TRY(references_move(c, &kept, &other));
	TRY(merged_away(c, &other, m->kept));
	kept.with = m->other;
	return merged_to(c, &kept);
}

err registry_record_split(struct ctx *c, struct record_work *w)
{
	struct change k = {.w = w, .r = w->registry};
	bool found;
	TRY(registry_record_get(c, w->record, w->registry->id, c->unit, &k.record, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "record");
	TRY(not_closed(c, k.r));
	TRY(registry_record_version_merged(c, w->record, &k.last, &found));
	if (!found || !k.record.merged_into.set)
		return FAIL(c, CONFLICT, "Mục này không gộp vào mục nào.");
	TRY(reason_asked(c, &k));
	w->though_alike = true;
	form_answers_stored(c, k.r->form, k.last.answers, &k.said);
	TRY(beside_asked(c, &k));
	if (registry_waits(w))
		return proposed(c, &k, REGISTRY_SPLIT);
	TRY(put(c, &k, (str){0}));
	TRY(registry_record_merge_into(c, w->record, (opt_int){0}));
	TRY(version_add(c, &k,
		(struct writing){REGISTRY_SPLIT, k.last.valid_from, S(REGISTRY_FOREVER), k.last.state, k.last.answers,
			k.last.definition_id}));
	return words(c, &k);
}
