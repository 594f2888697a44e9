/* list: a list is declared once, as data: its columns, what it can be narrowed by, the key it is paged by, and one function that asks
 * the store for some rows. From that come the form of filters, the table (cards on a phone, plain on paper), the pages forward and back,
 * sorting, the choice of columns, the parameters in OpenAPI and the files for spreadsheets.
 *
 *	struct hamlet_filter { str words, kind; };
 *	static const struct field filters[] = {
 *		{.name = "tim", .label = "Tên", .type = I_TEXT, .at = offsetof(struct hamlet_filter, words), .max = 100}, ..};
 *	static const struct column columns[] = {
 *		{.name = "name", .title = "Tên", .at = offsetof(struct hamlet, name), .leads = "/thon/{id}"},
 *		{.name = "households", .title = "Số hộ", .as = COLUMN_NUMBER, .at = offsetof(struct hamlet, households)}, ..};
 *	const struct list hamlet_list = {.title = "Các thôn", .path = "/thon", .file = "thon", .asked = sizeof(struct hamlet_filter),
 *		.columns = LIST(columns), .filters = LIST(filters), .row = sizeof(struct hamlet), .rows = hamlet_rows, .key = hamlet_key};
 *
 *	GET("/thon", .run = hamlets, .., .list = &hamlet_list), LIST_FILES("/thon", "/hamlets", &hamlet_list, "unit.read", "Các thôn"),
 *
 * The handler: list_read() then list_fill(); its page prints list_filters(), list_table(), list_pages() (src/web/list/list.html). */
#pragma once
#include "web/flow/flow.h"
#include "html/html.h"
#include "web/route.h"

struct choice;
struct field;
struct saved_views;

/* How a column stands on pages and in files. The types of the member: */
enum column_as {
	COLUMN_TEXT,          /* str */
	COLUMN_NUMBER,        /* int64_t; "1.234" on pages */
	COLUMN_OPTIONAL,      /* opt_int, a number; nothing when it is not set */
	COLUMN_DAY,           /* str, an ISO date; "01/12/2026" */
	COLUMN_TIME,          /* int64_t, an instant; "08:30, 01/12/2026" */
	COLUMN_TIME_OPTIONAL, /* opt_int */
	COLUMN_DATE,          /* int64_t, an instant of which the day is shown */
	COLUMN_DATE_OPTIONAL, /* opt_int */
	COLUMN_PLAIN,         /* str, a value as programs write it ("12.5", "true"): in JSON and CSV as it is; empty: none */
	COLUMN_MADE           /* no member: .text or .part makes it */
};
enum column_place { COLUMN_EVERYWHERE, COLUMN_ON_PAGE, COLUMN_IN_FILE };

struct listing;
struct column {
	const char *name;  /* in addresses: "applicant" */
	const char *title; /* heading on pages and in files: "Người nộp" */
	enum column_as as;
	size_t at;                                                              /* offsetof in the row */
	str (*text)(arena *a, const struct listing *l, const void *row);        /* instead of the member */
	void (*part)(struct page *p, const struct listing *l, const void *row); /* on pages instead: markup of the list's own */
	const char *leads; /* where its text leads: "/thon/{id}", the id of the key */
	enum column_place place;
	const char *class; /* of its cells */
	bool numeric;      /* its text says a number ("97,1 %"): it stands to the right, as numbers do */
	bool spare;        /* stands on the page only when it was chosen */
	const char *sort;  /* value of `xep` that sorts by it; NULL = the store cannot. "-" before it: from the end */
	bool (*when)(const struct listing *l); /* stands on the page only then; in a file always */
};

struct list_key { /* of a row: what the next page begins after. `text` of keys that are words, else `at` */
	int64_t at, id;
	str text;
};
struct list_rows {
	void *v; /* what the handler takes over as rows of its own: (struct hamlet_rows){l.rows.v, l.rows.n} */
	size_t n;
	bool cut; /* there are more, though fewer than asked came: some were looked at and not for this reader */
	struct list_key cut_after;
};
#define LIST_ROWS(rows)                                                                                                          \
	(struct list_rows) { .v = (rows).v, .n = (rows).n }

/* One action done to the ticked rows: its form sends them to `path` as `pick`, with `action`, `note` and `back`. */
struct list_bulk {
	const char *path, *pick;
	const char *noun;        /* what is ticked: "hồ sơ" */
	const struct flow *flow; /* whose actions with .bulk that the reader may do */
	const char *(*names)(
		const struct listing *l); /* those that fit this look: "take assign", NULL: none; without it all fit */
	const char *note;                 /* label of the note; NULL = "Ý kiến" */
	void (*more)(struct page *p, const struct listing *l); /* fields of theirs; NULL = none but the note */
};

struct list {
	const char *title; /* caption of the table: "Các tài khoản" */
	const char
		*path; /* of its page: "/quan-tri/tai-khoan"; of a list below a thing with its captures: "/lich-su/{kind}/{id}" */
	const char *file;   /* name of the files without ending: "tai-khoan" */
	const char *button; /* of the form of filters; NULL = "Lọc" */
	struct {
		const struct column *v;
		size_t n;
	} columns; /* the first one names the row and always stands; at most 60 */
	struct {
		const struct field *v; /* of the struct that list_read fills */
		size_t n;
	} filters;
	size_t asked, row; /* sizeof the struct of filters, of a row */
	size_t page;       /* rows on a page; 0 = 50 */
	int64_t file_most; /* rows of its files; 0 = LIST_FILE_MOST */
	bool compare;      /* figures: rows stand under each other on a phone too, not as cards */
	/* At most `most` rows after l->from (when l->begun), in the order of l->sort; only what the asker may see. */
	err (*rows)(struct req *q, const struct listing *l, int64_t most, struct list_rows *out);
	/* NULL: rows are in the order of their `id`, an int64_t with which each begins. */
	struct list_key (*key)(const struct listing *l, const void *row);
	/* After the filters were read: what was left empty gets its usual value, what fields alone cannot judge is checked (INVALID with
	 * a problem, as of a field). NULL = nothing. */
	err (*settle)(struct req *q, struct listing *l);
	const struct list_bulk *bulk; /* NULL: rows are not ticked */
	bool filled_in;               /* somebody goes on writing in its file: cells are texts, so no zero at a head is lost */
	const char *sorts_first;      /* value of `xep` when none was asked; NULL when the list has one order */
	/* Of a list whose columns depend on what is asked for (the records of one registry): the list as it is for this request; this one says
	 * to the document which filters there may be. NULL: it is as it stands. */
	err (*made)(struct req *q, const struct list **out);
	const struct list *declared; /* of one that was made: the one that its routes name; NULL: it is that itself */
	/* Of one that was made: by which name each filter is kept in a saved view, where an address calls it by its place among filters that
	 * may stand otherwise later. NULL: by the names of addresses. */
	const char *const *kept_as;
	/* Of its usual page (register.h): */
	struct {
		const char *title, *text;
	} none; /* when there is no row and nothing was asked */
	struct {
		const struct input *input;
		const char *permission, *title;                    /* "Thêm thôn, tổ dân phố" */
		err (*begins)(struct req *q, const void **values); /* what stands in it at first; NULL = nothing */
	} adds; /* the form below that adds one; it is sent to the list's path */
	struct {
		const char *title, *path;
	} above; /* the page above it: "Quản trị" */
	void (*below)(struct page *p, const struct listing *l);
	/* Where a row lies, as GeoJSON; empty: nobody knows. Of a list that has it, GET path.geojson is a file too, and its page leads there. */
	str (*place)(arena *a, const struct listing *l, const void *row);
	const char *looked,
		*purpose; /* a list of people: kind and purpose of the row that a file of it leaves in the audit log */
};

struct listing { /* one look at a list */
	const struct list *list;
	void *asked;          /* the filters, as read; `rows` may note there how it found them */
	struct list_key from; /* where this page begins */
	bool begun;           /* there is such a place: it is not the first page */
	str sort;             /* asked or the first; without the sign */
	bool from_end;
	uint64_t columns; /* bits of those that stand on the page */
	struct list_rows rows;
	str next;           /* the cursor of the next page, also of the API; empty on the last */
	struct query query; /* what was asked, for links: filters, order and columns */
	str here, behind;   /* this page's cursor and those of the pages before it */
	bool narrowed;      /* some filter was given, beside what settle put there */
	bool wrong;         /* one makes no sense: the page says so beside it and shows no rows */
	const struct list_choices *choices;
	const char *title;                        /* caption of this look; NULL = the list's */
	const char *keeps;                        /* filters that its form keeps unseen: "don-vi nguoi" */
	const struct flow_action *const *offered; /* what may be done to ticked rows; ends with NULL; NULL: rows are not ticked */
	const struct saved_views *views; /* that the reader keeps of this list; NULL but on its page (src/web/list/views.h) */
	str given;                       /* what was asked as it can be kept under a name; empty: nothing */
	const struct req *asker;         /* for parts and texts that depend on the reader */
	const void *view;                /* the handler's own, for its parts */
	const void *begins;              /* what stands in the form that adds one */
	str on_day;                      /* of a list of what holds on a day: that one, for its JSON */
	struct list_rows beside;         /* rows of another kind that its columns and its JSON say too */
};
struct list_choices { /* of a filter that a request must look up; ends with {NULL} */
	const char *field;
	const struct choice *choices;
};

/* Reads filters, cursor, order and columns of the address into *asked (list->asked bytes, zeroed) and *l. INVALID: a filter that makes
 * no sense; for a program. A person sees the problem beside the filter and no rows: list_fill leaves them out. */
MUST_USE err list_read(struct req *q, const struct list *list, void *asked, struct listing *l);
/* The rows of this page and the cursor of the next. */
MUST_USE err list_fill(struct req *q, struct listing *l);

/* For `rows` of a list that has to be made whole in memory, as sums are (some hundred rows): sorts `n` rows at `v` by the column that was
 * asked, as they came where those are equal, and cuts this page. The place of a row is then its key. */
struct list_rows list_whole(struct req *q, const struct listing *l, void *v, size_t n, int64_t most);
struct list_key list_place(const struct listing *l, const void *row);

/* GET path.csv and path.xlsx: what list_read would show, from the first row, all columns that have a text: of as many rows as a sheet
 * holds, and INVALID when there are more. They are asked in batches, in one snapshot of the store, and written to a temporary file, so that
 * memory stays the same for a hundred rows and for a million. BUSY: LIST_FILES_AT_ONCE others are being written. Texts that a spreadsheet
 * would run are made harmless. */
enum { LIST_FILE_MOST = 1048575, LIST_FILES_AT_ONCE = 4, LIST_COLUMNS_MAX = 60 };
MUST_USE err list_file(struct req *q, bool for_excel, int *fd);                 /* the same, only made; the caller closes *fd */
MUST_USE err list_send(struct req *q, const struct list *list, bool for_excel); /* of a list that is made for this request */
/* For a job: a look that is ready (list, asked, asker; no address is read), in the view that the caller has begun. *fd: his to close. Keys
 * without an id leave none in JSON. */
enum list_written_as { LIST_AS_CSV, LIST_AS_JSON, LIST_AS_GEOJSON };
MUST_USE err list_written(struct req *q, struct listing *l, enum list_written_as as, int *fd);
MUST_USE err list_csv(struct req *q);
MUST_USE err list_geojson(
	struct req *q); /* the same rows, of a list whose rows have a place: features, the columns their properties */
MUST_USE err list_xlsx(struct req *q);
#define LIST_FILES(path_, api_, list_, permission_, summary_)                                                                    \
	GET(path_ ".csv", .run = list_csv, .permission = permission_, .summary = summary_ " (CSV)", .api = api_ ".csv",          \
		.list = list_),                                                                                                  \
		GET(path_ ".xlsx", .run = list_xlsx, .permission = permission_, .summary = summary_ " (Excel)",                  \
			.api = api_ ".xlsx", .list = list_)

#define LIST_PLACES(path_, api_, list_, permission_, summary_)                                                                   \
	GET(path_ ".geojson", .run = list_geojson, .permission = permission_, .summary = summary_ " (GeoJSON)",                  \
		.api = api_ ".geojson", .list = list_)

/* ---- for list.html and openapi.c ---- */
bool list_shows(const struct listing *l, size_t column);
bool list_may_show(const struct listing *l, size_t column); /* it can be chosen on this page */
bool list_numeric(const struct column *column);             /* stands to the right, with its heading */
bool list_offers(const struct listing *l, const char *action);
str list_path(arena *a, const struct listing *l);                         /* of its page, the captures as they were asked */
bool list_below(const struct list *list);                                 /* it stands below a thing: nobody keeps views of it */
str list_path_of(arena *a, const struct list *list, int64_t id, str key); /* of its page, with those captures */
str list_address(arena *a, const struct listing *l);                      /* of its first page, as it was asked */
bool list_keeps(const struct listing *l, const struct field *f);
bool list_chosen(const struct listing *l);         /* other columns than the usual ones */
str list_order(arena *a, const struct listing *l); /* value of `xep`; empty = the first */
struct list_key list_key_of(const struct listing *l, const void *row);
int64_t list_id(const struct listing *l, const void *row); /* the key's id: what a ticked box sends */
str list_text(arena *a, const struct listing *l, const struct column *column, const void *row); /* as people read it */
str list_link(
	arena *a, const struct listing *l, const struct column *column, const void *row); /* where it leads; empty = nowhere */
const void *list_row(const struct listing *l, size_t i);
str list_previous(arena *a, const struct listing *l); /* the address of the page before; empty on the first */
str list_following(arena *a, const struct listing *l);
str list_sorted(
	arena *a, const struct listing *l, const struct column *column);   /* the address that sorts by it, or turns it round */
str list_file_path(arena *a, const struct listing *l, const char *ending); /* ".csv" */
str list_asked_text(arena *a, const struct listing *l, const struct field *f); /* a filter's value as its control shows it */
const struct choice *list_choices_of(const struct listing *l, const struct field *f);
extern const struct field list_cursor_field, list_sort_field, list_columns_field;
