/* The address of the site: papers, QR codes and letters carry it, so it is asked for when a store is made, and never taken from a
 * request. */
#include "main.h"
#include "web/services/services.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "web/services/setting.h"
#include "web/site.h"

OWN_RULE(save, const str)
static err save(struct ctx *c, const str *url) { return setting_save(c, "site.url", *url); }

static err keep(struct call *call, str url)
{
	err e = apply(&call->ctx, save, &url);
	return e ? e : settings_reload(&call->ctx);
}

/* On a terminal: until it is an address, or empty. */
static err ask(struct call *call)
{
	char *line = NULL;
	size_t room = 0;
	err e = NULL;
	do {
		printf("Public address of this site, such as https://dichvucong.example.vn\n(papers and QR codes carry it; Enter "
		       "= later): ");
		fflush(stdout);
		ssize_t n = getline(&line, &room, stdin);
		str typed = n > 0 ? str_trim(str_copy(call->ctx.a, (str){line, (size_t)n})) : (str){0};
		e = typed.n ? keep(call, typed) : NULL;
		if (e && e->kind == INVALID)
			printf("Expected https:// and a host name, nothing behind it.\n");
	} while (e && e->kind == INVALID);
	free(line);
	return e;
}

err choose_site(struct call *call, bool fresh)
{
	const char *given = option(call, "--site");
	err e = given ? keep(call, str_of(given)) : NULL;
	if (e && e->kind == INVALID)
		return wrong_usage(
			call, "--site %s: expected https:// and a host name, such as https://dichvucong.example.vn", given);
	TRY(e);
	bool known = setting_text(&call->ctx, "site.url").n > 0;
	return known || !fresh || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ? NULL : ask(call);
}

void say_site(struct call *call)
{
	str site = site_origin(&call->ctx);
	if (setting_text(&call->ctx, "site.url").n)
		return;
	log_line(LOG_WARNING, NULL, "site", "site.url is not set: papers and QR codes lead to %.*s", STR_ARG(site));
	fprintf(stderr,
		"\n  The public address of this site is not set: papers, QR codes and letters will lead to\n  %.*s, which others "
		"may not "
		"reach. Set it with --site https://HOST,\n  as `url` in [site] of dinh.ini, or on the page "
		"/quan-tri/cai-dat.\n\n",
		STR_ARG(site));
}
