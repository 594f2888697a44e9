/* pdf_read: the adapter of qpdf: whether a PDF of somebody else can be opened by whoever gets it. */
#include "image.h"
#include <qpdf/qpdf-c.h>

/* What readers look for near the end; without it the file is cut off. Zeros and blanks behind it do no harm. */
static bool has_end(str s)
{
	enum { TAIL = 4096 };
	while (s.n && strchr(" \r\n\t", s.s[s.n - 1])) /* strchr finds NUL too */
		s.n--;
	size_t n = s.n < TAIL ? s.n : TAIL;
	return str_has((str){s.s + s.n - n, n}, S("%%EOF"));
}

/* Restrictions alone (no printing) do not keep anybody from reading: the file opens with an empty password. */
enum decoded pdf_readable(str bytes)
{
	if (!has_end(bytes))
		return UNREADABLE;
	qpdf_data q = qpdf_init();
	enum decoded d = DECODED;
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	if (qpdf_read_memory(q, "", bytes.s, bytes.n, NULL) & QPDF_ERRORS)
		d = qpdf_get_error_code(q, qpdf_get_error(q)) == qpdf_e_password ? LOCKED : UNREADABLE;
	qpdf_cleanup(&q);
	return d;
}
