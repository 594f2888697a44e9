/* reply: one answer for people and programs: a page or the same model as JSON; another place to go; a file. */
#pragma once
#include "web/request.h"

/* The page for people, the same model as JSON for programs. page: void page(struct page *p, const T *model). */
#define reply(q, model, page_) ((q)->json ? reply_json((q), (model)) : (page_(&(q)->page, (model)), (err)NULL))
MUST_USE err reply_json(struct req *q, const void *model); /* by the route's shape */
/* After a POST: a browser goes there (303); a program gets 201 {"location": "/api/v1/.."} of the API twin of that path. */
MUST_USE err see_other(struct req *q, const char *format, ...) PRINTF(2, 3);
void flash(struct req *q, const char *format, ...) PRINTF(2, 3); /* a sentence shown on top of the next page */
/* A file: range requests, ETag, never inline unless it is one of our own PDFs (attachment = false). Takes fd over. */
MUST_USE err reply_file(struct req *q, int fd, int64_t size, str name, const char *mime, str etag, bool attachment);
MUST_USE err reply_bytes(struct req *q, str bytes, str name, const char *mime, bool attachment);
MUST_USE err reply_tagged(struct req *q, str bytes, const char *mime); /* with an ETag: who has it already is answered 304 */
/* Of what was published for all: other sites' pages may read it (GET alone; no cookie goes along), any cache may keep it as long as it asks
 * each time; `modified`: since when it says so. Call it after the reply above. */
void reply_open(struct req *q, int64_t modified);
void page_pictures_from(struct req *q, str site); /* the page's policy lets pictures of one more site in */
