/* base: what every file may use: arena memory, strings, buffers, errors, Vietnamese text, dates, hashes, log lines.
 *
 * Nothing here knows of requests, databases or pages. Memory comes from an arena and is never freed by its users:
 * a request, a job and a command each own one and drop it whole. */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LIST(array)                                                                                                              \
	{                                                                                                                        \
		(array), COUNT(array)                                                                                            \
	} /* of a struct {const T *v; size_t n;} */
#define MUST_USE     __attribute__((warn_unused_result))
#define PRINTF(f, v) __attribute__((format(printf, f, v)))

/* ---- arena: allocate freely, free once. Memory is zeroed and aligned for any type; running out of memory aborts. ---- */
typedef struct arena {
	char *at, *end;
	struct chunk *chunks;
	struct deferred *deferred;
} arena;

void *arena_get(arena *a, size_t size);
void *arena_room(arena *a, size_t size); /* not zeroed: for bytes that are written at once */
/* An array of n with room for one more of `each` bytes: itself, or a copy twice as long; at first for so many. */
void *arena_grown(arena *a, void *v, size_t n, size_t *room, size_t each, size_t first);
void arena_defer(arena *a, void (*fn)(void *), void *arg); /* runs at reset or free, last first: closes what must be closed */
void arena_reset(arena *a);                                /* empties it, keeps one chunk for reuse */
void arena_free(arena *a);                                 /* empties it and gives everything back */
#define NEW(a, T)     ((T *)arena_get((a), sizeof(T)))
#define NEWN(a, T, n) ((T *)arena_get((a), sizeof(T) * (size_t)(n)))
#define GROWN(a, v, n, room, first)                                                                                              \
	arena_grown((a), (v), (n), (room), sizeof *(v), (first)) /* g->v = GROWN(a, g->v, g->n, &g->room, 16) */

/* ---- str: a borrowed slice, not terminated. `s == NULL` is SQL's null; it behaves as the empty text. ---- */
typedef struct str {
	const char *s;
	size_t n;
} str;
#define S(literal) ((str){"" literal, sizeof literal - 1})
#define STR_ARG(x) (int)(x).n, (x).s ? (x).s : "" /* for "%.*s" */

static inline str str_of(const char *s) { return (str){s, s ? strlen(s) : 0}; }
static inline bool str_eq(str a, str b) { return a.n == b.n && (!a.n || !memcmp(a.s, b.s, a.n)); }
static inline bool str_is(str a, const char *b)
{
	return (!a.n || !b || *a.s == *b) &&
	       str_eq(a, str_of(b)); /* lists of names are searched: most differ at the first letter */
}
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_has(str s, str part);
str str_trim(str s);                                   /* without white space at both ends, U+00A0 included */
bool str_cut(str s, char at, str *before, str *after); /* false (before = s, after = empty) when `at` is not there */
bool str_listed(str words, str word);                  /* "a b c", "b": one of them */
bool str_digits(str s);                                /* at least one, and nothing else */
bool str_int(str s, int64_t *out);                     /* strict: decimal digits, optional '-', no overflow */
str str_copy(arena *a, str s);                         /* NUL-terminated copy */
char *str_c(arena *a, str s);                          /* the same as a C string */
str str_format(arena *a, const char *format, ...) PRINTF(2, 3);
str str_lower_ascii(arena *a, str s);

/* A value that may be absent (nullable columns and parameters). A nullable text is a str with s == NULL. */
typedef struct opt_int {
	bool set;
	int64_t v;
} opt_int;
typedef struct opt_real {
	bool set;
	double v;
} opt_real;
static inline opt_int some_int(int64_t v) { return (opt_int){true, v}; }

/* ---- buf: a growing text, owned by an arena; always NUL-terminated. ---- */
typedef struct buf {
	char *s;
	size_t n, cap;
	arena *a;
} buf;
void buf_room(buf *b, size_t n); /* for n more bytes and their NUL */
static inline void buf_put(buf *b, const char *s, size_t n)
{
	if (b->cap - b->n <= n)
		buf_room(b, n);
	if (n)
		memcpy(b->s + b->n, s, n);
	b->s[b->n += n] = 0;
}
void buf_printf(buf *b, const char *format, ...) PRINTF(2, 3);
static inline void buf_str(buf *b, str s) { buf_put(b, s.s, s.n); }
#define buf_lit(b, literal) buf_put((b), "" literal, sizeof literal - 1)
static inline str buf_text(const buf *b) { return (str){b->n ? b->s : "", b->n}; }

/* ---- err: NULL is success. Everything else says what, where, and to the user what to do. ---- */
enum kind {
	NOT_FOUND = 1, /* 404: no such thing, or not in the reader's scope */
	SIGN_IN,       /* 401: nobody is signed in */
	DENIED,        /* 403: signed in, without the permission */
	INVALID,       /* 422: what was typed is wrong; problems say where */
	CONFLICT,      /* 409: the thing has moved on meanwhile */
	TOO_LARGE,     /* 413 */
	LIMITED,       /* 429: too often */
	BUSY,          /* 503: full; try again */
	BROKEN         /* 500: our fault; text goes to the log, never to the user */
};
struct problem { /* one thing wrong with one field of a form */
	const struct problem *next;
	const char *field; /* the input's name; "" = the whole form */
	str text;          /* Vietnamese, says what to do */
};
typedef struct error {
	enum kind kind;
	const char *where; /* file:line */
	str text;          /* Vietnamese for the user; for BROKEN: technical, for the log */
	const struct problem *problems;
} const *err;
#define TRY(x)                                                                                                                   \
	do {                                                                                                                     \
		err e_ = (x);                                                                                                    \
		if (e_)                                                                                                          \
			return e_;                                                                                               \
	} while (0)

/* ---- ctx: all that a rule sees. No request, no SQL dialect, no clock of its own. ---- */
struct ctx {
	arena *a;
	struct db *db;  /* this thread's connection; only src/db looks inside */
	int64_t now;    /* microseconds since 1970 UTC: the only clock a rule knows */
	int64_t actor;  /* account id; 0 = nobody signed in */
	int64_t unit;   /* the unit the actor acts for; 0 = none (a citizen, the program) */
	int64_t behalf; /* the account whose power he uses by delegation; 0 = his own. Stands in audit rows and events */
	str request_id; /* stands in every log line and audit row of this piece of work */
};
err fail_at(struct ctx *c, enum kind kind, const char *where, const char *format, ...) PRINTF(4, 5)
	__attribute__((returns_nonnull));
err fail_field_at(struct ctx *c, const char *where, const char *field, const char *format, ...) PRINTF(4, 5)
	__attribute__((returns_nonnull)); /* INVALID with one problem */
#define STRINGIFY_(x)             STRINGIFY(x)
#define STRINGIFY(x)              #x
#define HERE                      __FILE__ ":" STRINGIFY_(__LINE__)
#define FAIL(c, kind, ...)        fail_at((c), (kind), HERE, __VA_ARGS__)
#define FAIL_FIELD(c, field, ...) fail_field_at((c), HERE, (field), __VA_ARGS__)

/* ---- UTF-8 and Vietnamese ---- */
bool utf8_valid(str s);    /* well-formed, no NUL */
size_t utf8_length(str s); /* in characters (code points) */
/* A text as it is taken in, whatever way it came: NFC; every space a plain one; without controls, soft hyphens, joiners and direction
 * marks; look-alikes of Vietnamese letters (Icelandic Ð) and full-width digits are what they look like. Of one line: line breaks
 * are spaces, several spaces one; of `lines`: both stay. Trimmed; done twice it is the same; always UTF-8. */
str text_clean(arena *a, str s, bool lines);
str text_secret(arena *a, str s); /* a password: only NFC, trimmed, without controls and what nobody sees */
str utf8_whole(str s);            /* without the piece of a character with which a cut text ends */
str utf8_nfc(arena *a, str s);    /* canonical composition: how every text is stored */
str fold(arena *a, str s); /* lower case, no diacritics, đ ð ø ł -> d d o l, no apostrophes, runs of other characters -> one
                                       space. Hòa and Hoà, HOÀ and hoa fold alike */
str search_key(arena *a, str s); /* fold, and i for the y that is written either way: kí ký, Lí Lý, Quí Quý, Ia Ly and Ya Li are
                                       one; tai and tay are not. The key of a beginning is the beginning of the key */
str name_words(
	arena *a, str name);      /* the words by which a name is found: search_key, and where an apostrophe, a hyphen or a single
                                       letter joins two, both ways: "H'Hen Niê" -> "hhen h hen nie" */
str name_key(arena *a, str name); /* sort key of a person's name: given name, then family name, then the middle; each
                                       by the Vietnamese alphabet (a ă â b c d đ e ê ...), then by its tone; compare with memcmp */
str upper_case(arena *a, str s);  /* "Xã Gia Lâm" -> "XÃ GIA LÂM" */
str lower_first(arena *a, str s); /* inside a sentence: "Xã Gia Lâm" -> "xã Gia Lâm", but "CCCD" stays */
str title_case(arena *a, str name);                    /* "NGUYỄN VĂN A" -> "Nguyễn Văn A" */
str mask_number(arena *a, str s);                      /* 001099012345 -> 001*******45; shorter ones keep the last two */
str mask_phone(arena *a, str s);                       /* 0912345678 -> 091*****78 */
str mask_name(arena *a, str s);                        /* Nguyễn Văn Anh -> Nguyễn V. A*** (public tracking) */
str show_int(arena *a, int64_t v);                     /* 1234567 -> 1.234.567 */
str show_share(arena *a, int64_t part, int64_t whole); /* 985 of 1000 -> "98,5 %", half up; "–" of nothing. More: period.h */
str number_words(arena *a, int64_t number); /* 1234 -> "một nghìn hai trăm ba mươi tư"; below 10^12, else empty */
/* The name of a file as somebody sent it, fit to be shown and saved: the last part of a path, NFC, without controls, direction marks and
 * other invisible characters, without leading dots; of a long one both ends stay. Empty becomes "tep". */
str file_name_clean(arena *a, str sent);

/* ---- time: instants are int64_t microseconds UTC; dates are days since 1970-01-01 in Viet Nam (UTC+7, no summer time) ---- */
#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
typedef int32_t day;
struct date {
	int year, month, day; /* 1..12, 1..31 */
};
int64_t clock_now(void);                     /* the wall clock: for the edge (request, job, command) only */
day day_of(int64_t at);                      /* the Vietnamese date of an instant */
int64_t day_start(day d);                    /* 00:00 Viet Nam time of it */
int minute_of_day(int64_t at);               /* 0..1439, Viet Nam time */
day day_make(int year, int month, int mday); /* proleptic Gregorian; the date must be valid */
struct date day_parts(day d);
int day_weekday(day d);                   /* 1 = Monday .. 7 = Sunday */
bool day_parse(str s, day *out);          /* "2026-11-23" or "23/11/2026" (1 digit day and month accepted); strict otherwise */
str day_iso(arena *a, day d);             /* "2026-11-23": how dates are stored */
str show_day(arena *a, day d);            /* "23/11/2026" */
str show_time(arena *a, int64_t at);      /* "14:05, 23/11/2026" */
str show_time_long(arena *a, int64_t at); /* "14 giờ 05 phút, ngày 23 tháng 11 năm 2026" */
/* As official papers write them (Nghị định 30/2020/NĐ-CP, Phụ lục I): a zero before days below 10 and before January and February, before
 * no other month. */
str day_digits(arena *a, int day);             /* "05" */
str month_digits(arena *a, int month);         /* "02", "3" */
str show_day_long(arena *a, day d);            /* "ngày 05 tháng 3 năm 2026" */
str place_and_day(arena *a, str place, day d); /* "Gia Lâm, ngày 05 tháng 3 năm 2026"; dots for an unknown place */
str day_spelled(arena *a, day d);              /* "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi sáu" */
str time_rfc3339(arena *a, int64_t at);        /* "2026-11-23T07:05:00.123456Z" */
str time_http(arena *a, int64_t at);           /* "Mon, 23 Nov 2026 07:05:00 GMT": of HTTP's heads */
bool time_parse_rfc3339(str s, int64_t *out);
int64_t years_between(day born, day on); /* whole years: an age */

/* ---- as people type and know things (typed.c) ---- */
/* A date as it is stored, of which the day, or day and month, may be unknown: "1950-05-12", "1950-05", "1950". What was typed:
 * 1-2-1990, 1.2.1990, 01021990, 1990-02-01, "ngày 1 tháng 2 năm 1990"; when `partly`, also 1950, 5/1950, 00/00/1950. NULL, or what
 * is wrong, to follow the field's name: "không đúng: không có ngày 30/02/1990"; *iso is empty then. */
const char *date_typed(arena *a, str typed, bool partly, str *iso);
bool day_typed(arena *a, str typed, day *out);     /* a whole date in any of these ways */
bool date_span(str stored, day *first, day *last); /* the days it may be */
bool dates_agree(str one, str other);              /* they may be the same day */
str show_date(arena *a, str stored);               /* "12/05/1950", "05/1950", "1950"; anything else as it is */
bool hundredths_parse(
	str literal, int64_t *out);        /* "64.1", "6.41e1" -> 6410, exactly; false: more than two decimals, or no number */
str number_ungrouped(arena *a, str typed); /* "037 190 001-234" -> "037190001234"; other texts trimmed only */
/* Digits without the signs of `plain` and the dashes and spaces of word processors; false: something else, or more than `most`. */
bool digits_ungroup(str typed, const char *plain, char *out, size_t most, size_t *n);
bool host_valid(str s);  /* a name of a machine as the Internet knows them: with a dot, without marks, not a number */
bool email_valid(str s); /* an address that can exist: name@host.domain, without marks */

/* ---- crypto: the adapter of libsodium (crypto.c) ---- */
void crypto_start(void); /* once, before threads; aborts without a random source */
void random_bytes(void *out, size_t n);
str random_token(arena *a, size_t bytes);     /* base64url without padding */
str random_code(arena *a, size_t characters); /* from 23456789ABCDEFGHJKMNPQRSTUVWXYZ: readable aloud, no look-alikes */
struct sha256 {
	unsigned char bytes[32];
};
struct sha256_state; /* streaming */
struct sha256_state *sha256_begin(arena *a);
void sha256_add(struct sha256_state *s, const void *p, size_t n);
struct sha256 sha256_end(struct sha256_state *s);
struct sha256 sha256_of(str s);
struct sha256 hmac_sha256(str key, str message);
str hex(arena *a, const void *p, size_t n);
static inline str sha256_hex(arena *a, struct sha256 h) { return hex(a, h.bytes, sizeof h.bytes); }
bool hex_parse(str s, void *out, size_t n);
str base64url(arena *a, const void *p, size_t n);
str base64url_parse(arena *a, str s); /* without padding; s == NULL when it is not base64url */
/* Encrypted and authenticated with a key of 32 bytes; opening anything else, or with another key, gives s == NULL. */
str secret_seal(arena *a, str key, str plain);
str secret_open(arena *a, str key, str sealed);
bool same_secret(str a, str b);            /* constant time for equal lengths */
str password_hash(arena *a, str password); /* argon2id, interactive limits (64 MiB); libsodium's string format */
bool password_matches(str password, str hash);

/* ---- log: one line of key=value pairs to standard error. Never personal data. ---- */
enum level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };
extern enum level log_level;
void log_line(enum level level, const struct ctx *c, const char *event, const char *format, ...) PRINTF(4, 5);
/* log_line(LOG_INFO, c, "request", "method=%s status=%d", ...) ->
   time=2026-11-23T07:05:00.123456Z level=info event=request request=ab12 method=GET status=200 */

/* ---- map: text -> pointer, in an arena; insertion order is kept ---- */
struct map {
	struct map_entry *entries;
	size_t n, cap;
	uint32_t *slots;
	arena *a;
};
struct map_entry {
	str key;
	void *value;
};
void *map_get(const struct map *m, str key);       /* NULL when absent */
void map_put(struct map *m, str key, void *value); /* replaces; the key is borrowed */
