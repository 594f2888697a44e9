/* govstack: the paths of the GovStack building block Digital Registries (its OpenAPI, version 1) over the registries of this program, for systems
 * that speak nothing else. Off until the setting `govstack.on` says otherwise; delete the folder and it is gone.
 *
 *   /api/govstack/data/{registry}/{version}/create, read, exists, update, update-entries, update-or-create; GET; {ID}/read-value/{field}.{ext};
 *   {ID}/delete; /api/govstack/data/MyPersonalDataUsage/1.0; /api/govstack/database/modify, /database/{id}, /databases
 *
 * A mediator in front may give these the paths of the specification (`/data/..` at the root of a name of its own).
 *
 * Nobody is anonymous: a caller brings the token of a program of his unit (govstack.use, with sharing.use to read and sharing.write to write), and
 * the header Information-Mediator-Client, which the log keeps. What he reads and writes is what an agreement (core/sharing) gives to his unit: its
 * fields, its calls a day; records with people in them leave a look. {version} is that of the service: digits and dots; records are always said
 * by the definition that holds today. Definitions are made by an administrator's program (registry.design) and become drafts, which
 * somebody looks at before he publishes them. Who looked (MyPersonalDataUsage) is told of the caller's own unit, to whom may read its log. */
#pragma once
#include "core/sharing/sharing.h"

/* Fields are named as the specification names them, BirthCertificateID being birth_certificate_id here; a name of here is taken too. */
str govstack_name(arena *a, str name);   /* as it is said: "BirthCertificateID" */
str govstack_field(arena *a, str named); /* as it is here */
enum { GOVSTACK_MOST = 100 };            /* records of one answer, or of one change */
enum govstack_wants { GOVSTACK_QUERY = 1, GOVSTACK_WRITE = 2, GOVSTACK_BARE = 4 };
struct govstack_body {
	struct registry_matches query; /* fields as they are asked for */
	const struct node *write;      /* the content to be written */
	struct texts names;            /* its fields */
};
/* {"query": {"content": {..}}, "write": {"content": {..}}}, of which what is wanted must be there and nothing else may; GOVSTACK_BARE: the content
 * of a query itself. INVALID says what is wrong. */
MUST_USE err govstack_body_read(struct ctx *c, str text, unsigned wants, struct govstack_body *out);
MUST_USE err govstack_content_asked(
	struct ctx *c, const struct node *content, struct registry_matches *out); /* its fields, as a query */
/* The definition of a registry that such a schema describes; INVALID. */
struct govstack_schema {
	str code, title, definition;
};
MUST_USE err govstack_schema_read(struct ctx *c, str text, struct govstack_schema *out);
bool govstack_client_fits(str header); /* INSTANCE/CLASS/MEMBER/APPLICATION */
extern const struct module govstack_module;
