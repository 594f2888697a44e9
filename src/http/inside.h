/* Inside src/http: what its files share. http.c alone knows libmicrohttpd; the rest are plain bytes, threads and sockets.
 *
 *   head.c   is this request head acceptable, and what does it say       form.c   forms, streamed; files go to disk
 *   pack.c   compression (libdeflate)
 *   crew.c   threads for whatever may wait                               watch.c  deadlines and limits of connections */
#pragma once
#include "http.h"
#include <stdatomic.h>
#include <sys/socket.h>

enum {
	HEAD_MAX = 32 * 1024,     /* bytes of a request line and its headers */
	PARTS_MAX = 400,          /* fields and files of one form */
	FILES_MAX = 64,           /* of these, files: each is an open descriptor */
	FIELDS_MAX = 1024 * 1024, /* bytes of all fields of a form together: they stay in memory */
	RATE_FLOOR = 16 * 1024    /* bytes a second: the deadline of a long body or reply grows by its length over this */
};

/* ---- head.c ---- */
struct http_line { /* one header */
	str name, value;
};
struct http_head {
	str method, target, version; /* as sent */
	const struct http_line *lines;
	size_t n;
	int64_t length; /* found by head_check: bytes declared; 0 without a body */
	str path, query;
};
int head_check(arena *a, struct http_head *h); /* 0, or the status to refuse with; fills the lower half */
str head_find(const struct http_head *h, const char *name);
bool url_decode(arena *a, str raw, bool plus_is_space, str *out); /* false: bad percent encoding, or not UTF-8, or a NUL */
str query_find(arena *a, str query, const char *name);            /* s == NULL when absent or not decodable */
str cookie_find(str header, const char *name);
bool media_is(str content_type, const char *type);
str media_boundary(arena *a, str content_type); /* s == NULL: none, or not a legal one */
str address_last(arena *a, str forwarded_for);  /* the last address of X-Forwarded-For; s == NULL when it is none */

/* ---- form.c ---- */
struct http_form;
/* filename.c: a file's name as UTF-8: of filename*=, of filename= (quotation marks and backslashes are undone already) */
str filename_extended(arena *a, str value);
str filename_plain(arena *a, str raw);
struct http_form *http_form_begin(arena *a, str content_type, const char *folder, size_t file_max, int *refused);
int http_form_feed(struct http_form *f, const char *p, size_t n); /* 0, or the status to refuse with (feeding on is harmless) */
int http_form_end(struct http_form *f, const struct http_part **parts, size_t *n);

/* ---- crew.c: threads start when needed, the last idle one works first, one idle for too long leaves ---- */
struct job_link {
	struct job_link *next;
};
struct crew;
struct crew *crew_start(int most, int idle_ms, void (*run)(struct job_link *), void (*leave)(void *), void *user);
bool crew_give(struct crew *w, struct job_link *job); /* false: no thread can be had */
void crew_stop(struct crew *w);                       /* when everything given has been run; nothing is taken any more */
void crew_free(struct crew *w);

/* ---- watch.c ---- */
struct link {                            /* one connection */
	struct link *prev, *next, *same; /* all of them; those of one bucket of addresses */
	int fd;
	bool loopback;
	bool linger;              /* the other side may still be sending when we close: read it away, or it loses the reply */
	_Atomic int64_t deadline; /* of the monotonic clock; cut then */
	unsigned char address[16];
	char peer[46];
};
struct watch;
int64_t watch_clock(void); /* monotonic microseconds, good to some milliseconds */
struct watch *watch_start(int each, bool spare_loopback, _Atomic int64_t *cut);
struct link *watch_add(struct watch *w, int fd, const struct sockaddr *address, int64_t deadline); /* NULL: too many of them */
void watch_remove(struct watch *w, struct link *l); /* before the descriptor is closed */
void watch_stop(struct watch *w);
static inline void watch_until(struct link *l, int64_t deadline)
{
	atomic_store_explicit(&l->deadline, deadline, memory_order_relaxed);
}
