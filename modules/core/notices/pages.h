/* pages: the model of the page of notices. */
#pragma once
#include "web/list/list.h"
#include "core/notices/notices.sql.h"

struct notices_view {
	struct listing list;
	struct notice_page_rows notices;
	int64_t unread;
	str next;
};
