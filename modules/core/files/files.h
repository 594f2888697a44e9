/* files: what people upload, stored by content (SHA-256) under DATA/files, each content once. Whoever attaches a file decides who
 * may read it: this module has no public route to a file by number. */
#pragma once
#include "web/web.h"

struct stored { /* content that is safely on disk, not yet named by any row */
	str sha256, mime, name;
	int64_t size;
};
/* Before the transaction: sniffs the type (PDF, JPEG, PNG, DOCX, XLSX, ODT), refuses others and those over the setting files.max_mb,
 * re-encodes images without metadata, writes, fsyncs and renames into place. Problems are INVALID on `field`. */
MUST_USE err file_store(struct req *q, const char *field, const struct upload *u, struct stored *out);
MUST_USE err file_store_bytes(
	struct ctx *c, str bytes, str name, const char *mime, struct stored *out); /* our own PDFs, demo data */
MUST_USE err file_add(struct ctx *c, const struct stored *s, int64_t *id);         /* inside db_write */
MUST_USE err file_send(struct req *q, int64_t file, bool attachment);              /* the caller has checked the right */
extern const struct module files_module;
