/* pages: what the pages of e-forms show. */
#pragma once
#include "government/eforms/inside.h"
#include "government/eforms/eforms.sql.h"
#include "core/editor/editor.h"
#include "web/list/list.h"

/* ---- for everybody (public.c) ---- */
struct eform_asked_view { /* what a procedure's form asks */
	int64_t id, procedure, is_default;
	str code, title, source, remark, definition;
	const struct form *form;
};
extern const struct shape eform_asked_view_shape, eforms_view_shape, eform_view_shape, eform_version_view_shape;
err eform_asked_run(struct req *q);
err eform_blank_sheet_run(struct req *q);

/* ---- for administrators (editor.c) ---- */
struct forms_asked {
	str words, state;
};
struct eforms_view {
	struct forms_asked is;
	struct listing list;
	struct eform_list_rows forms;
	str next;
};
extern const struct list eforms_list, eform_version_list;
struct eform_view {
	struct eform_head form;
	struct listing list; /* of its versions */
	struct eform_versions_rows versions;
	str next;
	struct eform_procedure_names_rows procedures;
	bool draft;
};
struct eform_compared_view {
	struct eform_version_get version;
	int64_t before; /* number of the version it is compared with; 0 = it is the first one */
	struct differences differences;
};
extern const struct shape eform_compared_shape;
err eform_compared_run(struct req *q);
struct eform_version_view {
	struct eform_version_get version;
	const struct form *form;
	struct eform_procedure_names_rows procedures;
	struct editing editing;
	str answers; /* of a preview */
	bool tried;  /* a preview was sent and is right */
};
err eforms_run(struct req *q);
err eform_form_add_run(struct req *q);
err eform_run(struct req *q);
err eform_draft_add_run(struct req *q);
err eform_version_run(struct req *q);
err eform_version_change_run(struct req *q);
err eform_version_json_run(struct req *q);
err eform_version_json_save(struct req *q);
err eform_version_publish_form(struct req *q);
err eform_version_publish_run(struct req *q);
err eform_version_drop_run(struct req *q);
err preview_run(struct req *q);
err preview_try(struct req *q);
err preview_sheet(struct req *q);
err eform_head_form(struct req *q);
err eform_head_save(struct req *q);
err eform_section_form(struct req *q);
err eform_section_save(struct req *q);
err eform_field_adding(struct req *q);
err eform_field_form(struct req *q);
err eform_field_save(struct req *q);
extern const struct input eform_new_input, eform_publish_input, eform_head_input;
extern const struct editor eform_editor;
MUST_USE err eform_version_view(struct req *q, struct eform_version_view *v); /* of the path's {id} */

/* ---- rules ---- */
struct eform_draft_change { /* a draft gets another definition; CONFLICT: it is not what the editor saw any more, or no draft */
	int64_t version;
	str before, after;
};
RULE(eform_draft_change, struct eform_draft_change)
struct new_form {
	str code, title;
	int64_t version; /* out */
};
RULE(eform_form_add, struct new_form)
struct new_draft {
	int64_t form, version; /* version: out */
};
RULE(eform_draft_add, struct new_draft) /* a copy of the newest version; the one that is there already, if any */
struct publication {
	int64_t version;
	str valid_from;
};
RULE(eform_draft_publish, struct publication)
RULE(eform_draft_drop, const int64_t) /* its version */
