/* client: asking other servers. Short: one answer in memory, no redirections; https with a verified certificate, or plain http to
 * this very machine. It waits, so it is for worker threads and jobs, never for quick routes or inside db_write. */
#pragma once
#include "../base/base.h"

enum { FETCH_MAX = 256 * 1024 }; /* bytes of an answer */
struct fetch {
	str url;
	str form;           /* POST of application/x-www-form-urlencoded; s == NULL: GET */
	str user, password; /* basic authentication; user empty: none */
	str bearer;         /* or a token; empty: none */
};
struct fetched {
	int status;
	str type, body;
};
/* BUSY: no answer within ten seconds, or a longer one than allowed, or a host that does not prove who it is; the log says what. */
MUST_USE err http_fetch(struct ctx *c, const struct fetch *f, struct fetched *out);
/* What may be larger, straight into a file: at most `max` bytes within a minute. */
struct fetch_file {
	struct fetch of;
	int fd;
	int64_t max;
	int64_t size; /* out */
	int status;   /* out */
};
MUST_USE err http_fetch_file(
	struct ctx *c, struct fetch_file *f); /* BUSY as http_fetch; TOO_LARGE; BROKEN: the file takes no bytes */
str url_host(arena *a, str url);              /* "host" or "host:port", in small letters; empty: it is no url_fetchable one */
struct mail {                                 /* one letter of plain text to one address */
	str url, user, password; /* smtps://host[:port], or smtp://: then STARTTLS is demanded, except of this very machine */
	str from, to, subject, text;
	str from_name;
	str mark; /* of its Message-ID, the same when the letter is sent again; empty: a new one */
};
MUST_USE err mail_send(struct ctx *c, const struct mail *m); /* BUSY as http_fetch; INVALID: an address that cannot be one */
bool mail_url_good(str url);
bool url_fetchable(str url); /* https, or http of a loopback host; without user name, blanks and control characters */
