/* uploads: may files come in? Asked before a byte of them is kept, in this order:
 *
 *   uploads_refuse  the head of a request is there, its body not yet: is somebody signed in (web.c), is there room on the disk, does this
 *                   address not send too much at the same time
 *   uploads_take    a file that passed its checks is about to be kept: what account, address and unit have had today. What is taken counts,
 *                   whatever becomes of the form. Officers count for themselves alone: nobody else can use up their day. Accounts
 *                   that have not proved who they are share half of a unit's
 *   later           what was kept for a request that came to nothing goes when the answer is made (web.h) */
#pragma once
#include "base/base.h"

struct http_request;
struct req;

struct room { /* bytes on the disk of the data folder */
	int64_t free, wanted;
	bool stopped; /* less is free than the setting uploads.floor_mb wants */
};
struct room uploads_room(struct ctx *c); /* at most a second old */
/* 0, or the status to refuse with: 503 no room, 429 too much at a time. Counts `length` bytes as on their way until the request ends. */
int uploads_refuse(struct ctx *c, const struct http_request *r, size_t length);
/* BUSY: no room; INVALID on `field`: one of them has had his day's. unit: that receives; 0 = none. Outside db_write. */
MUST_USE err uploads_take(struct req *q, const char *field, int64_t unit, int64_t bytes);
MUST_USE err uploads_forget(struct ctx *c, str before); /* inside db_write: the days before this one */
extern const char uploads_no_room[];
