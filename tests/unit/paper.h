/* paper: what a reader's program finds on a PDF, for tests. */
#pragma once
#include "base/base.h"

/* The words of the file in reading order, spaces and line ends as one space. */
str paper_words(struct ctx *c, const buf *pdf);
str paper_page_words(struct ctx *c, const buf *pdf, int page); /* of one page, from 1 */
int paper_pages(struct ctx *c, const buf *pdf);
