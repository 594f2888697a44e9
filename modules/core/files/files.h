/* files: what people upload, stored by content (SHA-256) under DATA/files/ab/cd/SHA256, each content once. Whoever attaches a file
 * decides who may read it: this module has no public route to a file by number.
 *
 * The order is crash-safe: content is on disk before a row names it, and goes only after no row names it any more, a day later. */
#pragma once
#include "core/files/files.sql.h"

struct control;
struct file_links_rows;
struct held;
struct module;
struct photos_of;
struct photos_of_rows;
struct req;
struct upload;

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
MUST_USE err file_store_own(struct ctx *c, int fd, str name, const char *mime,
	struct stored *out); /* what we wrote, however long; fd stays the caller's */
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
str file_size_shown(arena *a, int64_t bytes);                                     /* "350 KB", "1,2 MB" */
/* ---- the files that come with a form: sent.c ---- */
/* Those that were chosen now are stored at once; after INVALID the page that comes back shows them
 * with file_kept_input, and they come along again without being chosen once more, sealed for this account and form.
 *	static bool place(const void *user, str field, int64_t *place) .. or FILES_OF("papers")
 *	TRY(read_input(q, &form));
 *	TRY(files_sent(q, &FILES_OF("papers", q->ctx.unit), &files));      then file_link for each, inside db_write
 * and in the handler of the page: v.kept = files_kept(q, &FILES_OF("papers", q->ctx.unit)); */
struct files_asked {
	int64_t unit; /* that receives them, whose day of uploads they count to; 0 = none */
	/* Which place of the form a field's file is for; false: the form has no such field. */
	bool (*place)(const void *user, str field, int64_t *place);
	bool (*pictures)(const void *user, int64_t place); /* is that a place of pictures alone? NULL: none is */
	const void *user;
	str form; /* empty = the route's path; forms that lead to one page bear one name */
};
bool file_field(const void *name, str field, int64_t *place); /* a form with one field of files: place 0 */
#define FILES_OF(field, of_unit) ((struct files_asked){.unit = (of_unit), .place = file_field, .user = (field)})

struct sent_file {
	int64_t place;
	struct stored stored;
};
struct sent_files {
	struct sent_file *v;
	size_t n;
};
struct kept_file { /* stored already; comes back with the form */
	int64_t place;
	str name, text;
};
struct kept_files {
	struct kept_file *v;
	size_t n;
};
bool files_any(struct req *q); /* there is something to read: ask what speaks against it before */
/* Once a request (req.memo). Every file is kept or refused by its name: after INVALID *out has the good ones. Outside db_write. */
MUST_USE err files_sent(struct req *q, const struct files_asked *how, struct sent_files *out);
struct kept_files files_kept(struct req *q, const struct files_asked *how); /* of a form that comes back; empty on a fresh one */
void files_told(struct req *q); /* the page that comes back shows them with the rest: they need not be chosen again */

/* ---- the files of an object: attached.c ---- */
/* Of a kind and a number, as in the audit log, of whatever module. Who may read them is who may see the object: its module says so in its
 * `struct object` (web/object.h), and nothing else leads to them. Every object has the page /dinh-kem/KIND/NUMBER; a module that wants
 * them on a page of its own prints attached_list(p, rows) and takes them with a form of its own and file_link. */
enum { FILE_LINKS_MAX = 100 }; /* of one object */
/* Inside db_write; the caller has checked the right. INVALID on `files`: it has as many as an object may have. Audited. */
MUST_USE err file_link(struct ctx *c, const char *kind, int64_t object, const struct stored *s, int64_t *link);
MUST_USE err file_links_add(struct ctx *c, const char *kind, int64_t object, const struct sent_files *files); /* each of them */
MUST_USE err file_unlink(struct ctx *c, int64_t link); /* inside db_write; the caller has checked the right. Audited */
/* Those of several objects of a kind, by number of the object: at most FILE_LINKS_MAX each. */
MUST_USE err files_linked(struct ctx *c, const char *kind, struct ints objects, struct file_links_rows *out);
struct file_links_rows file_links_of(const struct file_links_rows *all, int64_t object); /* those of one of them */
void attached_list(struct page *p, const struct file_links_rows *files);
void file_kept_input(struct page *p, const struct control *c, const struct kept_files *kept); /* what came back, then the field */

/* ---- the photos that answers name: photos.c ---- */
/* An answer to a form (core/forms, `photos`) names each photo by its content. It belongs to the object, (kind, number) as in the audit log, that the
 * answers are of; who sees the object sees it at /anh/NUMBER, and nothing else leads there. */
enum { PHOTOS_MAX = 20 };                 /* of one answer */
bool photo_is(str sha256);                /* does it look like the name of one? */
bool photo_taken(const struct stored *s); /* a picture, as files_sent took it */
/* Inside db_write: the object has these from now on, whatever it had. INVALID on `field`: one of them is not there, is no picture, or is not
 * this account's to give: neither the object nor `from` (another of `from_kind`; 0: none) has it, and he has not sent it. */
struct photos_kept {
	const char *kind, *field, *from_kind;
	int64_t object, from;
	struct texts contents;
};
MUST_USE err photos_keep(struct ctx *c, const struct photos_kept *k);
/* Inside db_write: those that are not among `contents` go, as a file that nobody names. */
MUST_USE err photos_forget(struct ctx *c, const char *kind, int64_t object, struct texts contents);
const struct photos_of *photo_of(const struct photos_of_rows *photos, str sha256); /* NULL: it is not there */
str photo_path(arena *a, int64_t photo, bool small);                               /* "/anh/7/nho" */

extern const struct module files_module;
