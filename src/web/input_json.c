/* input_json: fields out of a JSON object. A value of another type than declared is a problem, never converted. */
#include "web/judging.h"
#include "web/input.h"
#include "web/request.h"

static bool expect(struct reading *r, const struct field *f, const struct node *n, enum node_type type, const char *what)
{
	if (n->type == type)
		return true;
	complain(r, f, "%s phải là %s", f->label, what);
	return false;
}

static void take_json_list(struct reading *r, const struct field *f, const struct node *list)
{
	bool ints = f->type == I_INTS;
	size_t n = 0;
	if (!expect(r, f, list, N_LIST, ints ? "một danh sách số nguyên" : "một danh sách văn bản"))
		return;
	for (const struct node *i = list->first; i; i = i->next)
		n++;
	str *texts = NEWN(r->q->ctx.a, str, n + 1);
	n = 0;
	for (const struct node *i = list->first; i; i = i->next) {
		if (!expect(r, f, i, ints ? N_INT : N_TEXT, ints ? "một danh sách số nguyên" : "một danh sách văn bản"))
			return;
		texts[n++] = ints ? str_format(r->q->ctx.a, "%lld", (long long)i->i) : i->text;
	}
	take_texts(r, f, texts, n);
}

void take_json(struct reading *r, const struct field *f, const struct node *value)
{
	str text;
	if (!value || value->type == N_NULL) {
		if (f->type != I_FILE && f->type != I_FILES)
			take_texts(r, f, NULL, 0);
		else if (f->min > 0)
			complain(r, f, "%s: gửi tệp bằng multipart/form-data", f->label);
		return;
	}
	switch (f->type) {
	case I_TEXT:
	case I_SECRET:
	case I_LONG_TEXT:
	case I_DATE:
	case I_CHOICE:
		if (expect(r, f, value, N_TEXT, "văn bản"))
			take_texts(r, f, &value->text, 1);
		break;
	case I_INT:
		if (!expect(r, f, value, N_INT, "số nguyên"))
			break;
		text = str_format(r->q->ctx.a, "%lld", (long long)value->i);
		take_texts(r, f, &text, 1);
		break;
	case I_BOOL:
		if (!expect(r, f, value, N_BOOL, "true hoặc false"))
			break;
		text = value->i ? S("1") : S("0");
		take_texts(r, f, &text, 1);
		break;
	case I_INTS:
	case I_TEXTS: take_json_list(r, f, value); break;
	case I_OBJECT: expect(r, f, value, N_OBJECT, "một đối tượng { }"); break;
	case I_FILE:
	case I_FILES: complain(r, f, "%s: gửi tệp bằng multipart/form-data", f->label); break;
	}
}
