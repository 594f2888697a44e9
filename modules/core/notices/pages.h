/* pages: the model of the page of notices. */
#pragma once
#include "web/web.h"
#include "core/notices/notices.sql.h"

enum { NOTICES_A_PAGE = 30 };
struct notices_view {
	struct notice_page_rows notices;
	int64_t unread;
	str next;
};
