/* clean: what keeps the store of contents and the tables in step. */
#pragma once
#include "base/base.h"

struct needed_files;
struct verify_report;

/* Removes what no row has named for a day: first rows, then contents, then what a crash left in DATA/tmp. */
err files_clean(struct ctx *c, str argument);
err files_needs(struct ctx *c, const struct needed_files *to); /* every content that a file's row names */
err files_verify(struct ctx *c, struct verify_report *report); /* every row has its content, and it is the right one */
