/* demo: the numbers of demo data, how far long work has got, and what an import changes. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
#include "web/demo.h"
#include "web/importer.h"

static uint64_t state;
static bool full;

void demo_seed(uint64_t seed) { state = seed; }

void demo_make_all(void) { full = true; }

bool demo_is_full(void) { return full; }

/* splitmix64 */
int64_t demo_random(int64_t below)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	z ^= z >> 31;
	return below > 0 ? (int64_t)(z % (uint64_t)below) : 0;
}

#define MARK S("demo.seed") /* stands among the settings under a name that none declares */

err demo_held(struct ctx *c, bool *out)
{
	struct setting_is_set found;
	return setting_is_set(c, MARK, &found, out);
}

err demo_mark(struct ctx *c, int64_t seed, bool *there)
{
	TRY(demo_held(c, there));
	return *there ? NULL : setting_put(c, MARK, str_format(c->a, "%lld", (long long)seed), c->now, 0);
}

void progress(const char *what, int64_t done, int64_t of)
{
	static int terminal = -1;
	static int64_t shown;
	if (terminal < 0)
		terminal = isatty(STDERR_FILENO);
	int64_t now = clock_now();
	if (!terminal || (done < of && now - shown < 100 * 1000))
		return;
	shown = now;
	fprintf(stderr, "\r\033[K%s: %lld/%lld (%lld%%)", what, (long long)done, (long long)of,
		(long long)(of ? done * 100 / of : 100));
	if (done >= of)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static bool reporting;

void import_report_show(bool on) { reporting = on; }

void import_report(const char *format, ...)
{
	va_list list;
	if (!reporting)
		return;
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
}
