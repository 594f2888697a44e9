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
bool url_fetchable(str url); /* https, or http of a loopback host; without user name, blanks and control characters */
