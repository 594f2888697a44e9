/* menu: what a module puts into the menu; one reader's part of it is the affair of pages/menu.h. */
#pragma once
#include "base/base.h"

enum menu_place { MENU_CITIZEN, MENU_OFFICER, MENU_ADMIN }; /* MENU_ADMIN: an officer's too, in the last area */
enum area { /* of an officer's menu; an area of which he may open nothing is not there, one of a single entry is that entry */
	AREA_NONE,          /* by itself, before the areas */
	AREA_DESK,          /* Một cửa */
	AREA_DOCUMENTS,     /* Văn bản */
	AREA_TASKS,         /* Công việc */
	AREA_REPORTS,       /* Báo cáo */
	AREA_DATA,          /* Dữ liệu */
	AREA_RESIDENTS,     /* Dân cư */
	AREA_ECONOMY,       /* Kinh tế */
	AREA_SOCIETY,       /* Xã hội */
	AREA_PORTAL,        /* Cổng thông tin */
	AREA_ADMINISTRATION /* Quản trị */
};
struct menu_entry {
	enum menu_place place;
	const char *title, *path, *permission;
	int rank;  /* entries of an area stand by rank, then in the order of modules.c */
	bool home; /* whoever may open it begins there after signing in, whatever else is in his menu */
	enum area area;
};
