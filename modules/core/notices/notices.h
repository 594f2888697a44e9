/* notices: sentences for one account, behind the bell. */
#pragma once
#include "base/base.h"

struct module;

MUST_USE err notice_add(
	struct ctx *c, int64_t account, str title, str text, str path); /* inside db_write; account 0: does nothing */
extern const struct module notices_module;
