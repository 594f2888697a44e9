/* concerned: whose data a record holds, for the log of looks: whoever it names by his personal number, or as a thing that is somebody's. */
#include "core/registries/pages.h"
#include "web/services/looks.h"

static err field_concerns(struct ctx *c, const struct form_answers *said, const struct form_field *f, struct look_subjects *out)
{
	for (size_t i = 0; i < said->sections[f->section->slot].n; i++) {
		const struct form_answer *v = form_answer_to(said, f, i);
		if (!v->filled || v->wrong)
			continue;
		if (f->type == FORM_PERSONAL_NUMBER)
			look_at_number(c, out, v->text);
		else if (f->to->of_person)
			TRY(look_at_thing(c, out, str_of(f->to->kind), v->number));
	}
	return NULL;
}

err registry_record_concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct registry_record_version_on said;
	const struct registry *written = NULL;
	struct form_answers *answers;
	bool found;
	TRY(registry_record_version_last(c, id, &said, &found));
	if (!found) /* it ended on the day on which it began, or became another: what it said stands in its history */
		TRY(registry_record_version_before(c, id, INT64_MAX, &said, &found));
	if (found)
		TRY(registry_written(c, NULL, said.definition_id, &written));
	if (!written)
		return NULL;
	form_answers_stored(c, written->form, said.answers, &answers);
	for (size_t i = 0; i < written->form->n; i++)
		for (size_t k = 0; k < written->form->sections[i].n; k++) {
			const struct form_field *f = &written->form->sections[i].fields[k];
			if (f->type == FORM_PERSONAL_NUMBER || f->type == FORM_REFERENCE)
				TRY(field_concerns(c, answers, f, out));
		}
	return NULL;
}
