/* What e-forms declare, and how a fresh store gets those of the catalogue. */
#include "government/eforms/inside.h"
#include "government/eforms/eforms.sql.h"
#include <stdio.h>

enum { FILE_NAME_MAX = 80 };

/* Forms hold from the day on which the communes of today began. A store that has one of that code keeps its own. */
static err import_one(struct ctx *c, str file, int64_t *added)
{
	char path[FILE_NAME_MAX];
	struct eform_by_code known;
	struct eform_add form;
	struct eform_version_add version;
	struct eform *f;
	bool found;
	snprintf(path, sizeof path, "eforms/%.*s", STR_ARG(file));
	str text = catalogue_file(path);
	TRY(definition_read(c, c->a, text, &f));
	TRY(eform_by_code(c, f->code, &known, &found));
	if (found)
		return NULL;
	++*added;
	TRY(eform_add(c, f->code, f->title, &form));
	TRY(eform_version_add(c, form.id, 1, f->title, text, c->now, (opt_int){0}, &version));
	return eform_version_publish(c, version.id, S("2025-07-01"), c->now);
}

err eforms_init(struct ctx *c)
{
	str rest = catalogue_file("eforms.tsv"), file;
	int64_t added = 0;
	tsv_row(&rest, &file, 1);
	while (tsv_row(&rest, &file, 1))
		TRY(import_one(c, file, &added));
	return added ? eforms_changed(c) : NULL;
}

const struct module eforms_module = {
	.name = "eforms",
	.title = "Biểu mẫu điện tử",
	.migrations = &eforms_migrations,
	.init = eforms_init,
};
