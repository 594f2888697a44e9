/* input: what a form, a query string or a JSON object may hold is declared; read_input fills the struct. Nothing else comes in. */
#pragma once
#include "web/choice.h"

struct req;

enum input_type { I_TEXT, I_LONG_TEXT, I_SECRET, I_INT, I_DATE, I_BOOL, I_CHOICE, I_INTS, I_TEXTS, I_FILE, I_FILES, I_OBJECT };
struct field {
	const char *name, *label; /* the label stands in messages: "Họ và tên" */
	enum input_type type;
	size_t at;                    /* offsetof in the struct that read_input fills */
	int64_t min, max;             /* characters (min > 0 = required), value, or number of files */
	const struct choice *choices; /* I_CHOICE: ends with {NULL, NULL} */
	bool grouped;                 /* I_TEXT: digits, which people write in groups; kept without */
	bool partly;                  /* I_DATE: year or month alone may be known: "1950", "1950-05" */
	bool on_page;                 /* of a query: pages alone ask it, the document does not name it */
	const char *note;             /* what the document of the API says beside the label */
};
struct input {
	const char *name;
	const struct field *fields;
	size_t n;
};
struct upload {
	str name; /* as the browser said, made safe: no path, NFC */
	int fd;
	int64_t size;
};
struct uploads {
	const struct upload *v;
	size_t n;
};
/* A row of an input, as a value: TEXT(struct form, title, "Tên", 1, 100); FIELD_OF and FIELD_NAMED say the rest by name.
 * The members' types: str, str, str, int64_t, str (ISO date), bool, str, struct ints, struct texts, struct upload, struct uploads. */
enum { OPTIONAL, NEEDED };
#define INPUT(name_, fields_)            ((struct input){.name = name_, .fields = fields_, .n = COUNT(fields_)})
#define FIELD_NAMED(name_, label_, ...)  ((struct field){.name = name_, .label = label_, __VA_ARGS__})
#define FIELD_OF(T, member, label_, ...) FIELD_NAMED(#member, label_, .at = offsetof(T, member), __VA_ARGS__)
#define TEXT(T, member, label, from, to) FIELD_OF(T, member, label, .type = I_TEXT, .min = from, .max = to)
/* A password: as it was typed, not tidied up like a text. */
#define SECRET(T, member, label, from, to)    FIELD_OF(T, member, label, .type = I_SECRET, .min = from, .max = to)
#define LONG_TEXT(T, member, label, from, to) FIELD_OF(T, member, label, .type = I_LONG_TEXT, .min = from, .max = to)
#define INT(T, member, label, from, to)       FIELD_OF(T, member, label, .type = I_INT, .min = from, .max = to)
#define DATE(T, member, label, needed)        FIELD_OF(T, member, label, .type = I_DATE, .min = needed)
/* A number one is known by. */
#define NUMBER_TEXT(T, member, label, from, to)                                                                                  \
	FIELD_OF(T, member, label, .type = I_TEXT, .min = from, .max = to, .grouped = true)
#define BIRTH_DATE(T, member, label, needed)    FIELD_OF(T, member, label, .type = I_DATE, .min = needed, .partly = true)
#define BOOL(T, member, label)                  FIELD_OF(T, member, label, .type = I_BOOL)
#define CHOICE(T, member, label, needed, of)    FIELD_OF(T, member, label, .type = I_CHOICE, .min = needed, .choices = of)
#define INTS(T, member, label, from, to)        FIELD_OF(T, member, label, .type = I_INTS, .min = from, .max = to)
#define TEXTS(T, member, label, from, to)       FIELD_OF(T, member, label, .type = I_TEXTS, .min = from, .max = to)
#define FILE_FIELD(T, member, label, needed)    FIELD_OF(T, member, label, .type = I_FILE, .min = needed, .max = 1)
#define FILES_FIELD(T, member, label, from, to) FIELD_OF(T, member, label, .type = I_FILES, .min = from, .max = to)
/* An object of a JSON body that another reader takes (form_read): allowed and documented here, a form has it as fields of its own. */
#define JSON_FIELD(name_, label_) FIELD_NAMED(name_, label_, .type = I_OBJECT)
/* Fills *out from the route's input, a form or JSON by Content-Type: texts as text_clean leaves them; every problem is
 * collected, not only the first. For GET routes it reads the query string. */
MUST_USE err read_input(struct req *q, void *out);
/* Adds a problem of a rule to those shown beside the fields: err e = NULL; e = problem(q, e, "due_on", "..."); if (e) return e; */
err problem(struct req *q, err so_far, const char *field, const char *format, ...) PRINTF(4, 5);
