/* csv: rows for a spreadsheet. UTF-8 with its mark (else Excel takes it for another encoding), lines end with CRLF, every text is quoted
 * (RFC 4180); a text that a spreadsheet would run as a formula begins with an apostrophe, which it shows as text, whatever nobody sees stands before it.
 * A NUL is left out, as readers do. */
#pragma once
#include "../base/base.h"

void csv_begin(buf *out);
void csv_text(buf *out, str text);
void csv_number(buf *out, int64_t n);
void csv_plain(buf *out, str value); /* digits and letters that need no quotes: "-12.5", "true"; else as csv_text */
void csv_row_end(buf *out);
