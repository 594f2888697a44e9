/* The facts of a person in words, and for what purposes officers look at them. */
#include "pages.h"

const char *fact_title(const char *fact)
{
	static const struct choice titles[] = {
		{"name", "Họ và tên"},
		{"birth_on", "Ngày sinh"},
		{"sex", "Giới tính"},
		{"phone", "Số điện thoại"},
		{"email", "Thư điện tử"},
		{"address", "Nơi ở"},
		{"unit", "Xã, phường cư trú"},
		{"old_number", "Số chứng minh nhân dân cũ"},
		{NULL, NULL},
	};
	const struct choice *t = titles;
	while (t->value && strcmp(t->value, fact))
		t++;
	return t->label ? t->label : fact;
}

str fact_shown(arena *a, str fact, str value)
{
	if (str_is(fact, "sex"))
		return str_is(value, "male") ? S("Nam") : str_is(value, "female") ? S("Nữ") : value;
	return str_is(fact, "birth_on") ? show_date(a, value) : value;
}

const char people_verify_purpose[] = "verify";
const struct choice purposes[] = {
	{"receive", "Tiếp nhận hồ sơ"},
	{"process", "Giải quyết hồ sơ"},
	{people_verify_purpose, "Xác minh, đối chiếu thông tin"},
	{NULL, NULL},
};

const char *purpose_title(str purpose)
{
	for (const struct choice *o = purposes; o->value; o++)
		if (str_is(purpose, o->value))
			return o->label;
	return NULL;
}
