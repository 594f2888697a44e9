/* definition: a form as JSON (forms.h), read strictly; what is wrong is said with its place, for whoever edits the form. */
#include "core/forms/definition.h"

/* ---- sections ---- */

static err read_repeat(struct parsing *p, const struct node *o, struct form_section *s)
{
	static const char *const known[] = {"min", "max", "item", NULL};
	const struct node *r = json_member(o, "repeat");
	s->min = s->max = 1;
	if (!r && !json_member(o, "name"))
		return NULL;
	if (!r || r->type != N_OBJECT)
		return definition_wrong(p, "phần có “name” phải có “repeat”: {\"min\": .., \"max\": .., \"item\": ..}");
	TRY(definition_name(p, o, &s->name));
	TRY(definition_only(p, r, known));
	TRY(definition_int(p, r, "min", 0, FORM_ROWS_MAX, 0, &s->min));
	TRY(definition_int(p, r, "max", 1, FORM_ROWS_MAX, 10, &s->max));
	TRY(definition_line(p, r, "item", 1, 60, &s->item));
	if (s->min > s->max)
		return definition_wrong(p, "“min” của phần lặp lại lớn hơn “max”");
	p->in = NULL;
	if (definition_before(p, str_of(s->name)) || form_section_find(p->f, str_of(s->name)))
		return definition_wrong(p, "tên “%s” đã dùng cho một trường hoặc phần khác", s->name);
	return NULL;
}

static err read_section(struct parsing *p, const struct node *o)
{
	static const char *const known[] = {"title", "hint", "name", "repeat", "when", "fields", NULL};
	struct form_section *s = &p->f->sections[p->f->n];
	p->section = p->f->n + 1;
	p->number = 0;
	p->field = (str){0};
	p->in = NULL;
	if (o->type != N_OBJECT)
		return definition_wrong(p, "phải là một đối tượng { }");
	TRY(definition_only(p, o, known));
	s->slot = p->f->n;
	TRY(definition_line(p, o, "title", 1, TITLE_MAX, &s->title));
	TRY(definition_line(p, o, "hint", 0, HINT_MAX, &s->hint));
	TRY(read_repeat(p, o, s));
	TRY(definition_conditions(p, o, &s->when));
	const struct node *fields = json_member(o, "fields");
	if (!fields || fields->type != N_LIST || definition_count(fields) > FORM_FIELDS_MAX)
		return definition_wrong(p, "“fields” phải là danh sách nhiều nhất %d trường", FORM_FIELDS_MAX);
	s->fields = NEWN(p->a, struct form_field, definition_count(fields) + 1);
	p->in = s;
	for (const struct node *n = fields->first; n; n = n->next)
		TRY(definition_field(p, n, s));
	p->f->n++;
	return NULL;
}

static err read_procedures(struct parsing *p, const struct node *o)
{
	const struct node *list = json_member(o, "procedures");
	if (!list)
		return NULL;
	if (list->type != N_LIST || definition_count(list) > FORM_CHOICES_MAX)
		return definition_wrong(p, "“procedures” phải là danh sách mã thủ tục");
	str *v = NEWN(p->a, str, definition_count(list) + 1);
	p->f->procedures.v = v;
	for (const struct node *n = list->first; n; n = n->next) {
		if (n->type != N_TEXT || n->text.n < 3 || n->text.n > 20 ||
			strspn(str_c(p->a, n->text), "0123456789.") != n->text.n)
			return definition_wrong(p, "mã thủ tục có dạng 1.001193");
		for (size_t i = 0; i < p->f->procedures.n; i++)
			if (str_eq(v[i], n->text))
				return definition_wrong(p, "mã thủ tục %.*s ghi hai lần", STR_ARG(n->text));
		v[p->f->procedures.n++] = str_copy(p->a, n->text);
	}
	return NULL;
}

static err read_paper(struct parsing *p, const struct node *n, struct form_paper_rule *v)
{
	static const char *const known[] = {"component", "name", "required", "when", NULL};
	const struct node *which = json_member(n, "component");
	struct form_paper_rule k = {0};
	if (n->type != N_OBJECT)
		return definition_wrong(p, "phải là một đối tượng { }");
	TRY(definition_only(p, n, known));
	TRY(definition_flag(p, n, "required", &k.required));
	TRY(definition_line(p, n, "name", k.required, TITLE_MAX, &k.name));
	TRY(definition_conditions(p, n, &k.when));
	if (!json_member(n, "required") || (!k.required && !k.when.n))
		return definition_wrong(p, "“required” là true (phải nộp), hoặc false (không hỏi) với điều kiện “when”");
	for (const struct node *i = which && which->type == N_LIST ? which->first : which; i;
		i = which->type == N_LIST ? i->next : NULL) {
		if (i->type != N_INT || i->i < 1 || i->i > 1000 || p->f->npapers == FORM_PAPERS_MAX)
			return definition_wrong(p,
				"“component” là số thứ tự của giấy tờ hoặc danh sách số, cả thảy nhiều nhất %d", FORM_PAPERS_MAX);
		k.component = i->i;
		v[p->f->npapers++] = k;
	}
	return which ? NULL : definition_wrong(p, "thiếu “component”: số thứ tự của giấy tờ trong thành phần hồ sơ");
}

/* After the sections: any plain field may be referred to. */
static err read_papers(struct parsing *p, const struct node *o)
{
	const struct node *list = json_member(o, "papers");
	struct form_paper_rule *v = NEWN(p->a, struct form_paper_rule, FORM_PAPERS_MAX);
	p->section = p->number = 0;
	p->field = (str){0};
	p->in = NULL;
	p->f->papers = v;
	if (!list)
		return NULL;
	if (list->type != N_LIST || p->f->procedures.n > 1)
		return definition_wrong(p, "“papers” phải là một danh sách, và chỉ ở biểu mẫu dùng cho một thủ tục");
	for (const struct node *n = list->first; n; n = n->next) {
		p->paper++;
		TRY(read_paper(p, n, v));
	}
	p->paper = 0;
	return NULL;
}

static err check_size(struct parsing *p)
{
	int64_t inputs = 0;
	p->section = 0;
	p->number = 0;
	p->field = (str){0};
	for (size_t i = 0; i < p->f->n; i++)
		for (size_t j = 0; j < p->f->sections[i].n; j++) {
			const struct form_field *f = &p->f->sections[i].fields[j];
			int64_t each = f->type == FORM_NOTE || f->type == FORM_COMPUTED ? 0
				       : f->type == FORM_PLACE                          ? 3
				       : f->type == FORM_REFERENCE                      ? 2
				       : f->type == FORM_CHOICES                        ? (int64_t)f->nchoices
				       : f->type == FORM_PHOTOS                         ? f->max + 2
											: 1;
			inputs += each * p->f->sections[i].max;
		}
	return inputs <= FORM_INPUTS_MAX
		       ? NULL
		       : definition_wrong(p, "biểu mẫu có thể có tới %lld ô (tính cả các dòng lặp lại), nhiều hơn %d",
				 (long long)inputs, FORM_INPUTS_MAX);
}

static bool code_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (s.s[i] >= '0' && s.s[i] <= '9') || (i && s.s[i] == '-')))
			return false;
	return s.n > 0;
}

err form_parse_tree(struct ctx *c, arena *a, const struct node *o, struct form **out)
{
	static const char *const known[] = {
		"code", "title", "source", "remark", "summary", "addressee", "procedures", "sections", "papers", NULL};
	struct form *f = *out = NEW(a, struct form);
	struct parsing p = {.c = c, .a = a, .f = f};
	if (o->type != N_OBJECT)
		return definition_wrong(&p, "Biểu mẫu phải là một đối tượng { }");
	TRY(definition_only(&p, o, known));
	TRY(definition_text(&p, o, "code", 2, NAME_LENGTH, &f->code));
	if (!code_fits(f->code))
		return definition_wrong(&p, "“code” chỉ được gồm chữ thường không dấu, chữ số và dấu -");
	TRY(definition_text(&p, o, "title", 1, TITLE_MAX, &f->title));
	TRY(definition_text(&p, o, "source", 0, HINT_MAX, &f->source));
	TRY(definition_text(&p, o, "remark", 0, HINT_MAX, &f->remark));
	TRY(definition_text(&p, o, "summary", 0, TITLE_MAX, &f->summary));
	TRY(definition_text(&p, o, "addressee", 0, TITLE_MAX, &f->addressee));
	TRY(read_procedures(&p, o));
	const struct node *sections = json_member(o, "sections");
	if (!sections || sections->type != N_LIST || definition_count(sections) > FORM_SECTIONS_MAX)
		return definition_wrong(&p, "“sections” phải là danh sách nhiều nhất %d phần", FORM_SECTIONS_MAX);
	f->sections = NEWN(a, struct form_section, definition_count(sections) + 1);
	for (const struct node *n = sections->first; n; n = n->next)
		TRY(read_section(&p, n));
	TRY(read_papers(&p, o));
	return check_size(&p);
}

err form_parse(struct ctx *c, arena *a, str text, struct form **out)
{
	const struct node *tree;
	if (text.n > FORM_DEFINITION_MAX)
		return FAIL(c, INVALID, "Biểu mẫu dài quá %d KB.", FORM_DEFINITION_MAX / 1024);
	TRY(json_read(c, text, &tree));
	return form_parse_tree(c, a, tree, out);
}
