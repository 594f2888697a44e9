/* files: what people upload, stored by content (SHA-256) under DATA/files/ab/cd/SHA256, each content once. Whoever attaches a file
 * decides who may read it: this module has no public route to a file by number.
 *
 * The order is crash-safe: content is on disk before a row names it, and goes only after no row names it any more, a day later. */
#pragma once
#include "web/web.h"

/* What a file input offers: exactly what is taken. */
#define FILE_ACCEPT                                                                                                              \
	".pdf,.jpg,.jpeg,.png,.heic,.heif,.webp,.docx,.xlsx,.odt,image/jpeg,image/png,image/heic,image/heif,image/webp"

struct stored { /* content that is safely on disk, not yet named by any row */
	str sha256, mime, name;
	int64_t size;
	bool own;         /* made by this program: may be shown in the browser */
	struct held *now; /* of a request that is under way; else NULL */
};
/* Before the transaction: sniffs the type (PDF, JPEG, PNG, HEIC, WebP, DOCX, XLSX, ODT), refuses others, PDFs that
 * nobody can open and those over the setting files.max_mb,
 * re-encodes images without metadata (HEIC and WebP as JPEG), counts it as the day's of account, address and unit (0 = none), writes, fsyncs and renames into
 * place. Problems are INVALID on `field`; BUSY: there is no room. */
MUST_USE err file_store(struct req *q, const char *field, int64_t unit, const struct upload *u, struct stored *out);
/* It goes again when the answer is made, unless a row names it by then, or a form keeps it that comes back: this notes that the actor has
 * it, for a day. Writes. */
MUST_USE err file_hold(struct ctx *c, struct stored *s);
/* The same for a rule and for tests: of a file descriptor, which stays the caller's. */
MUST_USE err file_store_fd(struct ctx *c, const char *field, int fd, str name, struct stored *out);
MUST_USE err file_store_bytes(
	struct ctx *c, str bytes, str name, const char *mime, struct stored *out); /* our own PDFs, demo data */
/* Content that a form kept and that comes back by its name (web/sealed.h carries it). NOT_FOUND: it is no content, it is gone, or
 * nothing was held for this account and no row of his names it. Size and type are the store's own. */
MUST_USE err file_kept(struct ctx *c, str sha256, str name, struct stored *out);
/* Inside db_write. Looks at the content once more: the row says its size and type, whatever *s says. INVALID: it is not there. */
MUST_USE err file_add(struct ctx *c, const struct stored *s, int64_t *id);
MUST_USE err file_remove(struct ctx *c, int64_t id); /* inside db_write, after its last row; the content goes a day later */
MUST_USE err file_stored(struct ctx *c, int64_t id, struct stored *out); /* to name the same content once more */
/* The caller has checked the right. attachment = false shows our own PDFs in the browser; foreign content is always a download. */
MUST_USE err file_send(struct req *q, int64_t file, bool attachment);
MUST_USE err file_open(struct ctx *c, int64_t file, struct stored *out, int *fd); /* fd: the caller's to close */
extern const struct module files_module;
