/* importer: files that `dinh import` reads, and what it says meanwhile. */
#pragma once
#include "base/base.h"

struct ctx;

void progress(const char *what, int64_t done, int64_t of); /* on a terminal only */
/* For importers: a line that says what changes. `dinh import` prints it, and with --dry-run changes nothing else. */
void import_report(const char *format, ...) PRINTF(1, 2);
void import_report_show(bool on);
struct importer {
	const char *name, *title;                           /* `dinh import NAME FILE` */
	err (*run)(struct ctx *c, str text, int64_t *rows); /* inside db_write */
};
