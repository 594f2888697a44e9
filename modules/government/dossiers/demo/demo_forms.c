/* demo_forms: what a citizen says and sends with a dossier that comes online: the answers of the e-form, copies of his papers. The content of
 * all copies is one file. */
#include "government/dossiers/demo/demo.h"
#include "core/people/people.h"
#include "core/files/files.h"
#include "doc/doc.h"
#include "html/html.h"
#include "web/demo.h"

/* 'a' stands for "a"; $name is one of the facts below. */
static const struct {
	const char *code, *answers;
	int64_t paper; /* that the form asks for; 0 = none */
} forms[] = {
	{"1.001193",
		"{'relation':'$parent','child_name':'$child','born_on':'$recent','sex':'female','ethnicity':'Kinh','nationality':"
		"'Việt "
		"Nam','birth_place':'Bệnh viện Đa khoa tỉnh Ninh "
		"Bình','home_town':'$place','mother_known':true,'mother_name':'$woman',"
		"'mother_born_on':'$woman_born','mother_ethnicity':'Kinh','mother_nationality':'Việt Nam','mother_home':$home,"
		"'father_known':true,'father_name':'$man','father_born_on':'$man_born','father_ethnicity':'Kinh','father_"
		"nationality':"
		"'Việt Nam','father_home':$home,'married':true,'birth_paper':'certificate','certificate_number':'$serial',"
		"'wants_copies':true,'copies':2}",
		6},
	{"1.004873",
		"{'relation':'self','person_name':'$me','born_on':'$my_born','sex':'$my_sex','ethnicity':'Kinh','nationality':'"
		"Việt "
		"Nam','person_number':'$my_number','home':$home,'status':'never','purpose':'marriage','partner_name':'$other',"
		"'partner_born_on':'$other_born','partner_nationality':'Việt Nam','partner_paper':'Thẻ căn cước số "
		"$other_number'}",
		0},
	{"1.000894",
		"{'applicant_side':'$my_sex','woman_name':'$woman','woman_born_on':'$woman_born','woman_ethnicity':'Kinh',"
		"'woman_nationality':'Việt "
		"Nam','woman_home':$home,'woman_number':'$woman_number','woman_times':1,'woman_status':'never',"
		"'man_name':'$man','man_born_on':'$man_born','man_ethnicity':'Kinh','man_nationality':'Việt "
		"Nam','man_home':$home,"
		"'man_number':'$man_number','man_times':1,'man_status':'never','wants_copies':false}",
		0},
	{"1.000656",
		"{'relation':'child','dead_name':'$elder','born_on':'1939-04-18','sex':'male','ethnicity':'Kinh','nationality':'"
		"Việt "
		"Nam','last_home':$home,'died_on':'$recent','died_at':'05 giờ 20','death_place':'Tại nhà, $place','cause':'Tuổi "
		"cao, "
		"sức yếu','paper':'none','wants_copies':true,'copies':2}",
		0},
	{"1.001612",
		"{'business_name':'Tạp hóa $me','head_office':$home,'business_phone':'$my_phone','activities':[{'name':'Bán lẻ "
		"hàng hóa "
		"trong cửa hàng tạp "
		"hóa','code':'4711','main':true}],'capital':100000000,'workers':2,'start_on':'$soon','founder':"
		"'person','owner_name':'$me','owner_born_on':'$my_born','owner_sex':'$my_sex','owner_number':'$my_number',"
		"'owner_home':$home,'tax_way':'declare'}",
		0},
};

struct fact {
	const char *name;
	str text;
	bool json;
};

static const struct fact *fact_of(const struct fact *facts, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, facts[i].name))
			return &facts[i];
	return NULL;
}

static str filled(arena *a, const char *template, const struct fact *facts, size_t n)
{
	buf b = {.a = a};
	for (const char *s = template; *s; s++) {
		size_t length = 1;
		if (*s != '$') {
			buf_put(&b, *s == '\'' ? "\"" : s, 1);
			continue;
		}
		while ((s[length] >= 'a' && s[length] <= 'z') || s[length] == '_')
			length++;
		const struct fact *f = fact_of(facts, n, (str){s + 1, length - 1});
		buf quoted = {.a = a};
		json_str(&quoted, f ? f->text : S(""));
		if (f && f->json)
			buf_str(&b, f->text);
		else
			buf_put(&b, quoted.s + 1, quoted.n - 2);
		s += length - 1;
	}
	return buf_text(&b);
}

static str one_of(str *list, size_t n) { return n ? list[demo_random((int64_t)n)] : S("An"); }

/* The other parent, the bride or the groom: about as old. */
static str other_born(struct demo *d, str mine)
{
	int64_t year;
	if (mine.n < 4 || !str_int((str){mine.s, 4}, &year))
		year = 1990;
	return str_format(d->c->a, "%lld-%02d-%02d", (long long)year, 1 + (int)demo_random(12), 1 + (int)demo_random(28));
}

static str number_of(struct demo *d, str born, bool male)
{
	bool old = born.s[0] == '1';
	return str_format(d->c->a, "037%d%.2s%06d", (old ? 0 : 2) + !male, born.s + 2, (int)demo_random(1000000));
}

static str answers_of(struct demo *d, const struct playing *p, const struct new_dossier *n, const char *template)
{
	static const char *const middles[] = {"Văn", "Đức", "Hữu", "Quang"};
	arena *a = d->c->a;
	bool male = str_is(personal_number_sex(n->applicant_number), "male");
	day today = day_of(d->c->now);
	str surname = one_of(d->surnames, d->nsurnames < 12 ? d->nsurnames : 12);
	str his = one_of(d->male, d->nmale), hers = one_of(d->given, d->ngiven), daughters = one_of(d->given, d->ngiven);
	str he = str_format(a, "%.*s %s %.*s", STR_ARG(surname), middles[demo_random(4)], STR_ARG(his));
	str she = str_format(a, "%.*s Thị %.*s", STR_ARG(surname), STR_ARG(hers));
	str other = male ? she : he, born = other_born(d, n->applicant_birth_on), number = number_of(d, born, !male);
	str child = str_format(a, "%.*s Ngọc %.*s", STR_ARG(surname), STR_ARG(daughters));
	const struct fact facts[] = {{"me", n->applicant_name, false}, {"my_born", n->applicant_birth_on, false},
		{"my_number", n->applicant_number, false}, {"my_phone", n->applicant_phone, false},
		{"my_sex", male ? S("male") : S("female"), false}, {"parent", male ? S("father") : S("mother"), false},
		{"other", other, false}, {"other_born", born, false}, {"other_number", number, false},
		{"woman", male ? other : n->applicant_name, false}, {"woman_born", male ? born : n->applicant_birth_on, false},
		{"woman_number", male ? number : n->applicant_number, false}, {"man", male ? n->applicant_name : other, false},
		{"man_born", male ? n->applicant_birth_on : born, false},
		{"man_number", male ? n->applicant_number : number, false}, {"child", child, false}, {"elder", he, false},
		{"home", p->officers->home, true}, {"place", p->officers->address, false},
		{"recent", day_iso(a, today - 3 - (day)demo_random(20)), false}, {"soon", day_iso(a, today + 10), false},
		{"serial", str_format(a, "%05d", (int)demo_random(100000)), false}};
	return filled(a, template, facts, COUNT(facts));
}

err demo_home(struct ctx *c, int64_t unit, str address, str *out)
{
	struct demo_place place;
	TRY(demo_place(c, unit, &place));
	*out = str_format(c->a,
		"{\"province\":\"%.*s\",\"commune\":\"%.*s\",\"name\":\"%.*s\",\"detail\":\"Thôn 2\",\"text\":\"Thôn 2, %.*s\"}",
		STR_ARG(place.province), STR_ARG(place.commune), STR_ARG(place.full_name), STR_ARG(address));
	return NULL;
}

/* One picture of a paper for all: the store keeps its content once. */
err demo_copy(struct ctx *c, struct stored *out)
{
	struct pdf *p;
	buf pdf = {.a = c->a};
	TRY(pdf_begin(c, PDF_A4, S("Bản chụp giấy tờ"), &p));
	pdf_paragraph(p, S("BẢN CHỤP GIẤY TỜ"), (struct pdf_text){.size = 16, .bold = true, .align = PDF_CENTRE, .before = 200});
	pdf_paragraph(
		p, S("Dữ liệu trình diễn, không phải giấy tờ của ai."), (struct pdf_text){.align = PDF_CENTRE, .before = 8});
	TRY(pdf_end(p, &pdf));
	TRY(file_store_bytes(c, buf_text(&pdf), S("ban-chup.pdf"), "application/pdf", out));
	out->own = false; /* as if somebody had sent it */
	return NULL;
}

static void send_copy(struct demo *d, struct new_dossier *n, int64_t component)
{
	enum { MOST = 3 };
	for (size_t i = 0; i < n->nattachments; i++)
		if (n->attachments[i].component == component)
			return;
	if (n->nattachments == MOST)
		return;
	struct attachment *one = &n->attachments[n->nattachments++];
	*one = (struct attachment){component, d->copy};
	one->stored.name = str_format(d->c->a, "giay-to-%zu.pdf", n->nattachments);
}

err demo_online(struct demo *d, const struct playing *p, struct new_dossier *n)
{
	struct ctx *c = d->c;
	const struct form *form;
	n->attachments = NEWN(c->a, struct attachment, n->nhanded + 4);
	TRY(eform_for(c, n->procedure, &form));
	n->eform = form->id;
	buf plain = {.a = c->a};
	buf_lit(&plain, "{\"content\":");
	json_str(&plain, n->content);
	buf_lit(&plain, "}");
	n->answers = buf_text(&plain);
	for (size_t i = 0; i < COUNT(forms); i++)
		if (!strcmp(forms[i].code, demo_kinds[p->kind].code)) {
			n->answers = answers_of(d, p, n, forms[i].answers);
			if (forms[i].paper)
				send_copy(d, n, forms[i].paper);
		}
	n->content = form_summary(c, form, n->answers);
	for (size_t i = 0; i < n->nhanded; i++)
		send_copy(d, n, n->handed[i].number);
	n->nhanded = 0;
	return NULL;
}
