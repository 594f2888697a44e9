/* http: the adapter of libmicrohttpd. Bytes in, requests out; replies in, bytes out. It knows nothing of routes or users.
 *
 * It refuses, before anything else sees them: a request head that is not complete within an absolute deadline, Content-Length
 * together with Transfer-Encoding, repeated Host or Content-Length, NUL or control bytes in a target or a field, a path that is
 * not valid percent-encoded UTF-8 or that climbs (`..`), a head over 32 KiB, a body over what the plan allows or one that does not say
 * its length (chunked: 411). */
#pragma once
#include "../base/base.h"

struct http_part { /* one field or file of a form, in the order sent */
	str name;
	str value;    /* a field's text; for a file empty */
	str filename; /* s == NULL for a field; a file input in which nothing was chosen is left out */
	str content_type;
	int fd;       /* a file's content: an unnamed temporary file, closed with the request; -1 for a field */
	int64_t size; /* bytes */
};
struct http_request {
	arena *a;    /* lives until the reply has been sent */
	str method;  /* GET, POST, PUT, DELETE, ..; a HEAD request is a GET whose reply is sent without its body */
	str path;    /* decoded, valid UTF-8, begins with '/' */
	str query;   /* raw, without '?' */
	str peer;    /* address of the other side; behind a trusted proxy the last X-Forwarded-For */
	bool secure; /* came by https: X-Forwarded-Proto of a trusted proxy */
	str body;    /* of any type but forms */
	const struct http_part *parts; /* of application/x-www-form-urlencoded and multipart/form-data */
	size_t nparts;
	int64_t started; /* microseconds UTC, when the head was complete */
	void *own;       /* the adapter's */
};
str http_header(const struct http_request *r, const char *name); /* s == NULL when absent */
str http_cookie(const struct http_request *r, const char *name);
str http_query(
	const struct http_request *r, const char *name); /* decoded, first of that name; s == NULL when absent or not UTF-8 */
str http_field(const struct http_request *r, const char *name); /* first form field of that name; s == NULL when absent */

struct http_reply {
	int status; /* 200 when left 0 */
	buf body;   /* in the request's arena */
	int fd;     /* >= 0: the body is `length` bytes of this file from `offset` instead; closed after sending */
	int64_t offset, length;
	const void *fixed; /* or: static memory that outlives the server, fixed_size bytes */
	size_t fixed_size;
	struct http_own_header {
		const char *name;
		str value;
	} headers[24];
	int nheaders;
};
/* Sets a header; a value with CR, LF or NUL is refused (the header is left out and a warning logged). */
/* Of a header like Accept or Accept-Encoding: how much `what` is wanted, 0 (not at all) to 1000; -1: it is not named. "*" is asked for
 * like any other. */
int http_weight(str header, const char *what);
str gzip(arena *a, str plain); /* pack.c; s == NULL: it could not be */
void http_set(struct http_reply *reply, const char *name, str value);

struct http_plan {
	size_t body_max; /* bytes; 0 = no body allowed */
	size_t file_max; /* bytes of one uploaded file; files count towards body_max too */
	bool quick;      /* answer on the polling thread: short, never waits */
	int refuse;      /* a status: do not read the body, ask `answer` for the page of this status at once */
};
struct http_handlers {
	/* The head is complete: how is the rest to be read? Runs on a polling thread; must be fast. */
	struct http_plan (*plan)(void *user, const struct http_request *r);
	/* Everything is there. refused = 0, or the status that the reply must carry: the plan's, 400, 413 (body or file too long), 431
	 * (head too long), 501 (unknown transfer coding), 503 (stopping, or no room for uploads). Then path, headers and parts may be
	 * empty. What is late is cut without a word. Runs on a polling thread when the plan says quick and for bad heads. */
	void (*answer)(void *user, struct http_request *r, struct http_reply *reply, int refused);
	void (*thread_end)(void *user); /* a thread of the server is about to end */
};
struct http_options {
	const char *address;  /* "127.0.0.1", "::1", "0.0.0.0" */
	int port;             /* 0 = any free one */
	int threads;          /* polling threads; 0 = one a core */
	int workers;          /* threads for whatever may wait; 0 = 64 */
	int connections;      /* at most; 0 = 4000 */
	int connections_each; /* at most from one address (IPv6: /64); 0 = 400; a trusted proxy is not counted */
	/* Microseconds; 0 = 10 s, 120 s, 30 s. A body or reply gets one second more for each 16 KiB. */
	int64_t head_deadline, body_deadline, idle_timeout;
	const char *upload_folder; /* where uploads are spooled */
	bool trust_proxy;          /* X-Forwarded-* of a loopback peer count */
};
struct http_server;
MUST_USE err http_start(
	struct ctx *c, const struct http_options *o, const struct http_handlers *handlers, void *user, struct http_server **out);
int http_port(const struct http_server *s);
struct http_stats {
	int64_t requests, refused, timed_out, connections;
};
void http_stats(const struct http_server *s, struct http_stats *out);
void http_stop(struct http_server *s); /* stops accepting, lets running requests finish (5 s), closes */
