/* Forms. application/x-www-form-urlencoded is kept and cut at the end; multipart/form-data (RFC 7578) is read as it comes, so
 * that a file of any size costs a few bytes of memory. The library's own reader of forms is not used: it cannot tell an empty
 * field followed by one of the same name from one field, and it takes broken encodings for text. */
#include "inside.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

enum { PART_HEAD_MAX = 8 * 1024, DELIMITER_MAX = 4 + 70 };
enum state { URLENCODED, BODY, AFTER_DELIMITER, PART_HEAD, EPILOGUE };

struct http_form {
	arena *a;
	enum state state;
	int refused;
	const char *folder;
	size_t file_max, fields_left;
	struct http_part *parts;
	size_t n, cap, files;
	buf text; /* the field, part head or urlencoded body being collected */
	char delimiter[DELIMITER_MAX];
	size_t delimiter_size, matched; /* bytes of the delimiter seen so far */
	char after[2];                  /* bytes after a delimiter: CR LF, or the two dashes of the last one */
	size_t nafter;
	bool in_part; /* false in the preamble */
	struct http_part part;
};

static int refuse(struct http_form *f, int status)
{
	if (!f->refused)
		f->refused = status;
	return f->refused;
}

static void close_fd(void *fd) { close((int)(intptr_t)fd); }

/* ---- parts ---- */
static void part_keep(struct http_form *f, struct http_part part)
{
	if (f->n == PARTS_MAX) {
		refuse(f, 413);
		return;
	}
	f->parts = GROWN(f->a, f->parts, f->n, &f->cap, 16);
	f->parts[f->n++] = part;
}

static bool is_file(const struct http_part *p) { return p->filename.s != NULL; }

/* A file without a name: nothing of it is left when the process ends, however it ends. */
static int unnamed_file(struct http_form *f)
{
	int fd = open(f->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
		char *path = str_c(f->a, str_format(f->a, "%s/upload.XXXXXX", f->folder));
		fd = mkostemp(path, O_CLOEXEC);
		if (fd >= 0)
			unlink(path);
	}
	return fd;
}

static bool file_open(struct http_form *f)
{
	if (f->part.fd >= 0)
		return true;
	if (f->files++ == FILES_MAX) {
		refuse(f, 413);
		return false;
	}
	f->part.fd = f->folder ? unnamed_file(f) : -1;
	if (f->part.fd < 0) {
		log_line(LOG_ERROR, NULL, "upload", "error=\"%s\"", f->folder ? strerror(errno) : "no folder for uploads");
		refuse(f, 503);
		return false;
	}
	arena_defer(f->a, close_fd, (void *)(intptr_t)f->part.fd);
	return true;
}

static void file_data(struct http_form *f, const char *p, size_t n)
{
	if ((size_t)f->part.size + n > f->file_max) {
		refuse(f, 413);
		return;
	}
	if (!file_open(f))
		return;
	while (n) {
		ssize_t done = write(f->part.fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			log_line(LOG_ERROR, NULL, "upload", "error=\"%s\"", strerror(errno));
			refuse(f, 503);
			return;
		}
		p += done;
		n -= (size_t)done;
		f->part.size += done;
	}
}

static void text_data(struct http_form *f, const char *p, size_t n)
{
	if (n > f->fields_left) {
		refuse(f, 413);
		return;
	}
	f->fields_left -= n;
	buf_put(&f->text, p, n);
}

static void part_data(struct http_form *f, const char *p, size_t n)
{
	if (!f->in_part || !n || f->refused)
		return;
	if (is_file(&f->part))
		file_data(f, p, n);
	else
		text_data(f, p, n);
}

static void part_done(struct http_form *f)
{
	if (!f->in_part || f->refused)
		return;
	f->in_part = false;
	if (is_file(&f->part)) {
		if (!f->part.filename.n && !f->part.size)
			return; /* a file input in which nothing was chosen */
		if (!file_open(f))
			return;
		lseek(f->part.fd, 0, SEEK_SET);
	} else {
		f->part.value = str_copy(f->a, buf_text(&f->text));
		f->part.size = (int64_t)f->part.value.n;
		if (!utf8_valid(f->part.value))
			refuse(f, 400);
	}
	f->text.n = 0;
	part_keep(f, f->part);
}

/* ---- the head of a part ---- */
/* name="..." or name=...; browsers write %22 for a quotation mark, curl writes \". */
static str parameter_value(struct http_form *f, str raw)
{
	char *to = NEWN(f->a, char, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		if (raw.s[i] == '\\' && i + 1 < raw.n && (raw.s[i + 1] == '"' || raw.s[i + 1] == '\\'))
			i++;
		else if (raw.n - i >= 3 && !memcmp(raw.s + i, "%22", 3)) {
			to[n++] = '"';
			i += 2;
			continue;
		}
		to[n++] = raw.s[i];
	}
	return (str){to, n};
}

/* filename* is the better one of two; whatever else begins so says at least that this is a file. */
static void take_parameter(struct http_form *f, str key, str value, bool *extended)
{
	str *name = &f->part.filename;
	if (str_is(key, "name"))
		f->part.name = value;
	else if (str_is(key, "name*"))
		f->part.name = filename_extended(f->a, value);
	else if (str_is(key, "filename*")) {
		*name = filename_extended(f->a, value);
		*extended = true;
	} else if (str_starts(key, S("filename")) && !*extended)
		*name = filename_plain(f->a, value);
}

static bool disposition(struct http_form *f, str value)
{
	str kind, rest, raw, key;
	bool extended = false;
	str_cut(value, ';', &kind, &rest);
	if (str_trim(kind).n != 9 || strncasecmp(str_trim(kind).s, "form-data", 9) != 0)
		return false;
	while ((rest = str_trim(rest)).n) {
		if (!str_cut(rest, '=', &key, &rest))
			return false;
		size_t end = 0;
		if (rest.n && *rest.s == '"') {
			for (end = 1; end < rest.n && rest.s[end] != '"'; end++)
				end += rest.s[end] == '\\' && end + 1 < rest.n &&
				       (rest.s[end + 1] == '"' || rest.s[end + 1] == '\\');
			if (end >= rest.n)
				return false;
			raw = (str){rest.s + 1, end++ - 1};
		} else {
			while (end < rest.n && rest.s[end] != ';')
				end++;
			raw = str_trim((str){rest.s, end});
		}
		rest = str_trim((str){rest.s + end, rest.n - end});
		if (rest.n && *rest.s != ';')
			return false;
		rest = (str){rest.s + !!rest.n, rest.n - !!rest.n};
		take_parameter(f, str_lower_ascii(f->a, str_trim(key)), parameter_value(f, raw), &extended);
	}
	return f->part.name.s && utf8_valid(f->part.name);
}

/* Some programs forget the name; what they send is a file all the same. */
static bool has_type_of_file(const struct http_part *p)
{
	static const char *const types[] = {"image/", "application/pdf", "application/octet-stream", "application/vnd.", NULL};
	for (const char *const *t = types; *t; t++)
		if (str_starts(p->content_type, str_of(*t)))
			return true;
	return false;
}

static bool part_head(struct http_form *f)
{
	str rest = buf_text(&f->text), line, key, value;
	bool found = false;
	f->part = (struct http_part){.fd = -1};
	while (rest.n) {
		str_cut(rest, '\n', &line, &rest);
		line = str_trim(line);
		if (!line.n)
			continue;
		if (!str_cut(line, ':', &key, &value))
			return false;
		value = str_trim(value);
		if (key.n == 19 && !strncasecmp(key.s, "Content-Disposition", 19)) {
			if (found || !disposition(f, value))
				return false;
			found = true;
		} else if (key.n == 12 && !strncasecmp(key.s, "Content-Type", 12) && utf8_valid(value)) {
			f->part.content_type = str_copy(f->a, value);
		}
	}
	if (found && !is_file(&f->part) && has_type_of_file(&f->part))
		f->part.filename = S("");
	if (found && is_file(&f->part) && !f->file_max && f->part.filename.n)
		refuse(f, 413);
	f->text.n = 0;
	f->in_part = found;
	return found;
}

/* ---- the stream: one function a state, each says how many bytes it used ---- */
static size_t feed_body(struct http_form *f, const char *p, size_t n)
{
	if (!f->matched) { /* the delimiter begins with CR and holds no other */
		const char *cr = memchr(p, '\r', n);
		size_t plain = cr ? (size_t)(cr - p) : n;
		part_data(f, p, plain);
		if (!cr)
			return n;
		f->matched = 1;
		return plain + 1;
	}
	if (*p != f->delimiter[f->matched]) {
		part_data(f, f->delimiter, f->matched);
		f->matched = 0;
		return 0;
	}
	if (++f->matched == f->delimiter_size) {
		part_done(f);
		f->matched = f->nafter = 0;
		f->state = AFTER_DELIMITER;
	}
	return 1;
}

static size_t feed_after(struct http_form *f, char c)
{
	if (!f->nafter && (c == ' ' || c == '\t')) /* padding is allowed there */
		return 1;
	f->after[f->nafter++] = c;
	if (f->nafter < 2)
		return 1;
	f->text.n = 0;
	if (!memcmp(f->after, "\r\n", 2))
		f->state = PART_HEAD;
	else if (!memcmp(f->after, "--", 2))
		f->state = EPILOGUE;
	else
		refuse(f, 400);
	return 1;
}

static size_t feed_head(struct http_form *f, const char *p, size_t n)
{
	const char *end = memchr(p, '\n', n);
	size_t used = end ? (size_t)(end - p) + 1 : n;
	if (f->text.n + used > PART_HEAD_MAX) {
		refuse(f, 400);
		return n;
	}
	buf_put(&f->text, p, used);
	if (end && str_ends(buf_text(&f->text), S("\r\n\r\n"))) {
		if (!part_head(f))
			refuse(f, 400);
		f->state = BODY;
	}
	return used;
}

int http_form_feed(struct http_form *f, const char *p, size_t n)
{
	if (f->state == URLENCODED && !f->refused)
		text_data(f, p, n);
	while (n && !f->refused && f->state != URLENCODED && f->state != EPILOGUE) {
		size_t used = 0;
		if (f->state == BODY)
			used = feed_body(f, p, n);
		else if (f->state == AFTER_DELIMITER)
			used = feed_after(f, *p);
		else
			used = feed_head(f, p, n);
		p += used;
		n -= used;
	}
	return f->refused;
}

struct http_form *http_form_begin(arena *a, str content_type, const char *folder, size_t file_max, int *refused)
{
	struct http_form *f = NEW(a, struct http_form);
	*f = (struct http_form){
		.a = a, .folder = folder, .file_max = file_max, .fields_left = FIELDS_MAX, .text.a = a, .part.fd = -1};
	if (media_is(content_type, "application/x-www-form-urlencoded"))
		return f;
	if (!media_is(content_type, "multipart/form-data"))
		return NULL;
	str boundary = media_boundary(a, content_type);
	if (!boundary.s) {
		*refused = 400;
		return NULL;
	}
	memcpy(f->delimiter, "\r\n--", 4);
	memcpy(f->delimiter + 4, boundary.s, boundary.n);
	f->delimiter_size = 4 + boundary.n;
	f->state = BODY;
	f->matched = 2; /* the first delimiter may stand at the very beginning */
	return f;
}

static void cut_urlencoded(struct http_form *f)
{
	str rest = buf_text(&f->text), pair, raw_name, raw_value;
	while (rest.n && !f->refused) {
		struct http_part part = {.fd = -1};
		str_cut(rest, '&', &pair, &rest);
		if (!pair.n)
			continue;
		str_cut(pair, '=', &raw_name, &raw_value);
		if (!url_decode(f->a, raw_name, true, &part.name) || !url_decode(f->a, raw_value, true, &part.value))
			refuse(f, 400);
		part.size = (int64_t)part.value.n;
		part_keep(f, part);
	}
}

int http_form_end(struct http_form *f, const struct http_part **parts, size_t *n)
{
	if (f->state == URLENCODED)
		cut_urlencoded(f);
	else if (f->state != EPILOGUE)
		refuse(f, 400); /* it breaks off */
	*parts = f->parts;
	*n = f->refused ? 0 : f->n;
	return f->refused;
}
