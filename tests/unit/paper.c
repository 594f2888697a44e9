/* paper: asks pdftotext and pdfinfo. */
#include "tests/unit/paper.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static str ask(struct ctx *c, const buf *pdf, const char *before, const char *after)
{
	char path[] = "/tmp/paper.XXXXXX", piece[4096];
	int fd = mkstemp(path);
	buf out = {.a = c->a};
	if (fd < 0 || write(fd, pdf->s, pdf->n) != (ssize_t)pdf->n || close(fd))
		abort();
	FILE *f = popen(str_format(c->a, "%s%s%s", before, path, after).s, "r");
	if (!f)
		abort();
	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		buf_put(&out, piece, n);
	if (pclose(f))
		abort();
	unlink(path);
	return buf_text(&out);
}

static str words_of(struct ctx *c, str text)
{
	buf out = {.a = c->a};
	for (size_t i = 0; i < text.n; i++) {
		bool space = strchr(" \n\f\t", text.s[i]) != NULL;
		if (!space)
			buf_put(&out, text.s + i, 1);
		else if (out.n && out.s[out.n - 1] != ' ')
			buf_lit(&out, " ");
	}
	return buf_text(&out);
}

str paper_words(struct ctx *c, const buf *pdf) { return words_of(c, ask(c, pdf, "pdftotext -layout ", " -")); }

str paper_page_words(struct ctx *c, const buf *pdf, int page)
{
	const char *one = str_format(c->a, "pdftotext -f %d -l %d -layout ", page, page).s;
	return words_of(c, ask(c, pdf, one, " -"));
}

int paper_pages(struct ctx *c, const buf *pdf)
{
	return atoi(str_c(c->a, ask(c, pdf, "pdfinfo ", " | sed -n 's/^Pages: *//p'")));
}
