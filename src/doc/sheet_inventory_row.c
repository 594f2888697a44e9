/* What the readers of inventories write: a row a machine, below the headings; and what words mean. */
#include "sheet_inventory.h"

static const char *const headings[INVENTORY_COLUMNS] = {
	[INVENTORY_LABEL] = "Tên thiết bị",
	[INVENTORY_TAG] = "Số hiệu tài sản",
	[INVENTORY_KIND] = "Loại",
	[INVENTORY_MODEL] = "Hãng, kiểu máy",
	[INVENTORY_SERIAL] = "Số máy (serial)",
	[INVENTORY_ROOM] = "Để ở phòng",
	[INVENTORY_SYSTEM] = "Hệ điều hành",
	[INVENTORY_PROCESSOR] = "Bộ xử lý",
	[INVENTORY_MEMORY] = "Bộ nhớ",
	[INVENTORY_DISK] = "Dung lượng ổ đĩa",
	[INVENTORY_MAC] = "Địa chỉ MAC",
	[INVENTORY_ADDRESS] = "Địa chỉ IP",
	[INVENTORY_ANTIVIRUS] = "Phần mềm diệt vi-rút bản quyền",
	[INVENTORY_ANTIVIRUS_UNTIL] = "Bản quyền diệt vi-rút đến hết ngày",
};

/* ---- what words mean ---- */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

/* Written in any letters, "part" in small ones. */
bool inventory_says(str text, const char *part)
{
	size_t n = strlen(part);
	for (size_t i = 0; i + n <= text.n; i++) {
		size_t k = 0;
		while (k < n && lower(text.s[i + k]) == part[k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

struct meaning {
	const char *part, *title;
};
static str meant(const struct meaning *v, size_t n, str text)
{
	for (size_t i = 0; i < n; i++)
		if (inventory_says(text, v[i].part))
			return str_of(v[i].title);
	return S("");
}

str inventory_kind(str chassis)
{
	static const struct meaning all[] = {
		{"laptop", "Máy tính xách tay"},
		{"notebook", "Máy tính xách tay"},
		{"portable", "Máy tính xách tay"},
		{"convertible", "Máy tính xách tay"},
		{"detachable", "Máy tính xách tay"},
		{"rack", "Máy chủ"},
		{"blade", "Máy chủ"},
		{"server", "Máy chủ"},
		{"desktop", "Máy tính để bàn"},
		{"tower", "Máy tính để bàn"},
		{"all in one", "Máy tính để bàn"},
		{"mini pc", "Máy tính để bàn"},
	};
	return meant(all, COUNT(all), chassis);
}

str inventory_system(str name)
{
	static const struct meaning all[] = {
		{"windows server", "Khác"},
		{"windows 11", "Windows 11"},
		{"windows 10", "Windows 10"},
		{"windows", "Windows cũ hơn"},
		{"linux", "Linux"},
		{"ubuntu", "Linux"},
		{"fedora", "Linux"},
	};
	str is = meant(all, COUNT(all), name);
	return is.n || !name.n ? is : S("Khác");
}

/* ---- a row ---- */

/* What makers leave in the place of a number they never wrote. */
static bool is_nothing(str text)
{
	static const char *const all[] = {"to be filled by o.e.m.", "default string", "not specified", "system serial number",
		"none", "unknown", "not available", "system product name", "system manufacturer", "no asset tag", "0",
		"00000000"};
	for (size_t i = 0; i < COUNT(all); i++)
		if (text.n == strlen(all[i]) && inventory_says(text, all[i]))
			return true;
	return !text.n;
}

void inventory_set(struct sheet_writing *w, struct inventory *m, enum inventory_column column, str text)
{
	text = str_trim(text);
	if (!m->cells[column].n && !is_nothing(text))
		m->cells[column] = str_copy(w->a, text);
}

static str size_said(arena *a, int64_t bytes, int64_t unit)
{
	return bytes < unit / 2 ? S("") : str_format(a, "%lld", (long long)((bytes + unit / 2) / unit));
}

void inventory_row(struct sheet_writing *w, struct inventory *m)
{
	bool first = !w->rows;
	for (int i = 0; first && i < INVENTORY_COLUMNS; i++)
		sheet_cell(w, 1, i, str_of(headings[i]));
	int64_t line = w->rows + 1;
	if (m->maker.n && !inventory_says(m->cells[INVENTORY_MODEL], str_lower_ascii(w->a, m->maker).s))
		m->cells[INVENTORY_MODEL] =
			str_trim(str_format(w->a, "%.*s %.*s", STR_ARG(m->maker), STR_ARG(m->cells[INVENTORY_MODEL])));
	m->cells[INVENTORY_MEMORY] = size_said(w->a, m->memory, INT64_C(1) << 30);
	m->cells[INVENTORY_DISK] = size_said(w->a, m->disk, INT64_C(1000000000));
	for (int i = 0; i < INVENTORY_COLUMNS; i++)
		sheet_cell(w, line, i, m->cells[i]);
	*m = (struct inventory){0};
}
