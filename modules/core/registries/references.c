/* references: records as things that forms may refer to. */
#include "core/registries/pages.h"
#include "web/choice.h"

/* Those that whoever makes a definition sees himself; held: that say whose a record is. */
static err each_of(struct ctx *c, bool held, const struct choice **out)
{
	struct registries all;
	TRY(registries_of_today(c, &all));
	struct choice *v = NEWN(c->a, struct choice, all.n + 1);
	for (size_t i = 0, n = 0; i < all.n; i++)
		if (!registry_has_ended(c, all.v[i]) && (!held || all.v[i]->holder))
			v[n++] = (struct choice){str_c(c->a, all.v[i]->code), str_c(c->a, all.v[i]->title)};
	*out = v;
	return NULL;
}

static err any_each(struct ctx *c, const struct choice **out) { return each_of(c, false, out); }
static err held_each(struct ctx *c, const struct choice **out) { return each_of(c, true, out); }

const struct reference registries_references[REGISTRIES_REFERENCES] = {{.kind = "record",
									       .title = "Mục của sổ",
									       .many = true,
									       .of_staff = true,
									       .find = registry_records_find,
									       .read = registry_record_read,
									       .each = any_each},
	{.kind = "own_record",
		.title = "Mục của sổ đứng tên người khai",
		.many = true,
		.find = registry_own_find,
		.read = registry_own_read,
		.each = held_each}};
