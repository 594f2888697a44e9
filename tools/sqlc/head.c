/* head: -- query NAME(param type, ...) result */
#include "sqlc.h"
#include <stdlib.h>
#include <string.h>

static void parse_params(struct query *q, char *list)
{
	char *save = NULL;
	for (char *p = strtok_r(list, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
		if (q->nparams == PARAMS)
			die("query %s: more than %d parameters", q->name, PARAMS);
		struct typed *t = &q->params[q->nparams];
		char word[16], rest[2];
		if (sscanf(p, " %63s %15s %1s", t->name, word, rest) != 2 || !type_of_word(word, t))
			die("query %s: parameter '%s' should be NAME TYPE (int real text blob, with ? when nullable; ints texts)",
				q->name, p + strspn(p, " "));
		check_name("parameter", t->name, 1);
		for (int i = 0; i < q->nparams; i++)
			if (!strcmp(q->params[i].name, t->name))
				die("query %s: parameter %s stands there twice", q->name, t->name);
		q->nparams++;
	}
}

static void parse_result(struct query *q, const char *text)
{
	static const char *const results[] = {"one", "maybe", "many", "each", "change", "run"};
	char kind[16] = "", like[8] = "", rest[2];
	strcpy(q->row, q->name);
	const char *ahead = strstr(text, " ahead");
	q->ahead = ahead && !ahead[strlen(" ahead") + strspn(ahead + strlen(" ahead"), " \n")];
	char *before = strndup(text, q->ahead ? (size_t)(ahead - text) : strlen(text));
	if (!before)
		abort();
	int words = sscanf(before, " %15s %7s %63s %1s", kind, like, q->row, rest), i = 0;
	free(before);
	while (i < 6 && strcmp(kind, results[i]))
		i++;
	if (i == 6)
		die("query %s: '%s' is none of one, maybe, many, each, change, run", q->name, kind);
	if (words != 1 && (words != 3 || strcmp(like, "like")))
		die("query %s: behind '%s' only `like OTHER` may stand", q->name, kind);
	q->result = (enum result)i;
	if (q->ahead && q->result != ONE && q->result != MAYBE && q->result != MANY)
		die("query %s: only one, maybe and many can be asked ahead", q->name);
}

int is_late(const struct query *q)
{
	for (int i = 0; i < q->nparams; i++)
		if (q->params[i].late)
			return 1;
	return 0;
}

void parse_head(struct query *q, const char *head)
{
	const char *open = strchr(head, '('), *shut = open ? strchr(open, ')') : NULL;
	if (!shut || open - head >= NAME)
		die("write: -- query NAME(param type, ...) one|maybe|many|each|change|run");
	snprintf(q->name, sizeof q->name, "%.*s", (int)(open - head), head);
	check_name("query", q->name, 1);
	const struct query *other = query_above(q->name);
	if (other)
		die("query %s: there is one of this name on line %d", q->name, other->line);
	char *list = strndup(open + 1, (size_t)(shut - open - 1));
	if (!list)
		abort();
	parse_params(q, list);
	free(list);
	parse_result(q, shut + 1);
	if (is_late(q) && q->result != RUN)
		die("query %s: only `run` can wait for the end of its closure (+ and !)", q->name);
}
