/* notices: sentences for one account, behind the bell. */
#pragma once
#include "web/web.h"

MUST_USE err notice_add(
	struct ctx *c, int64_t account, str title, str text, str path); /* inside db_write; account 0: does nothing */
extern const struct module notices_module;
