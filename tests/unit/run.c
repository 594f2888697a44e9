/* run: the tests of rules, all files in one program.   build/test/run [-l] [-j N] [NAME..]
 *
 *   NAME   a file (modules/core/files/files, also with _test or _test.c) or a folder; none: all of them
 *   -l     lists their names
 *   -j N   so many at a time; each file's output is printed when it has ended
 *
 * A file's tests are a process of their own, this program started anew: what one leaves in memory, or its crash, is nothing to the
 * next. It may take DINH_TEST_SECONDS (600). Exit status 1: some failed, crashed or were not done in time. */
#include "tests/unit/tests.h"
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern const struct test_file *const __start_test_files[], *const __stop_test_files[];

struct running {
	const struct test_file *file;
	pid_t pid;
	FILE *said; /* NULL: straight to our own output */
	double began;
	bool late;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* "modules/core/files/files": the path without _test.c. */
static int name_length(const char *path)
{
	const char *end = strstr(path, "_test.c");
	return (int)(end ? end - path : (long)strlen(path));
}

static bool is_meant(const struct test_file *f, const char *name)
{
	size_t n = strlen(name), own = (size_t)name_length(f->path);
	while (n && name[n - 1] == '/')
		n--;
	if (n > own)
		return !strncmp(f->path, name, n) && (!strcmp(name + own, "_test") || !strcmp(name + own, "_test.c"));
	return !strncmp(f->path, name, n) && (n == own || f->path[n] == '/');
}

static int by_path(const void *a, const void *b)
{
	return strcmp((*(const struct test_file *const *)a)->path, (*(const struct test_file *const *)b)->path);
}

/* Those that are meant, by path; their number. Ends the program when a name means none. */
static size_t choose(const struct test_file **list, char **names)
{
	size_t all = (size_t)(__stop_test_files - __start_test_files), n = 0;
	for (char **name = names; *name; name++) {
		bool known = false;
		for (size_t i = 0; i < all; i++)
			known |= is_meant(__start_test_files[i], *name);
		if (!known) {
			fprintf(stderr, "run: no tests of the name %s (run -l lists them)\n", *name);
			exit(2);
		}
	}
	for (size_t i = 0; i < all; i++) {
		bool meant = !*names;
		for (char **name = names; *name; name++)
			meant |= is_meant(__start_test_files[i], *name);
		if (meant)
			list[n++] = __start_test_files[i];
	}
	qsort(list, n, sizeof *list, by_path);
	return n;
}

static struct running start(const struct test_file *f, bool aside)
{
	struct running r = {.file = f, .said = aside ? tmpfile() : NULL, .began = now()};
	char *arguments[] = {"run", "--alone", (char *)(uintptr_t)f->path, NULL};
	fflush(stdout);
	if ((r.pid = fork()) == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (r.said && (dup2(fileno(r.said), 1) < 0 || dup2(fileno(r.said), 2) < 0))
			_exit(127);
		execv("/proc/self/exe", arguments);
		_exit(127);
	}
	if (r.pid < 0) {
		perror("run");
		exit(2);
	}
	return r;
}

/* What it said and how it ended; true: all is well. */
static bool finish(struct running *r, int status, int seconds)
{
	char piece[8192];
	if (r->said) {
		rewind(r->said);
		for (size_t n; (n = fread(piece, 1, sizeof piece, r->said)) > 0;)
			fwrite(piece, 1, n, stdout);
		fclose(r->said);
	}
	if (r->late)
		printf("[  FAILED  ] 1 test(s): %s is not done after %d s\n", r->file->path, seconds);
	else if (WIFSIGNALED(status))
		printf("[  FAILED  ] 1 test(s): %s ended by signal %d, %s\n", r->file->path, WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	fflush(stdout);
	return status == 0;
}

/* Waits until one of them ends: its place. */
static size_t wait_for(struct running *at_work, size_t n, int seconds, int *status)
{
	for (;;) {
		for (size_t i = 0; i < n; i++) {
			if (waitpid(at_work[i].pid, status, WNOHANG) == at_work[i].pid)
				return i;
			if (!at_work[i].late && now() - at_work[i].began > seconds) {
				at_work[i].late = true;
				kill(at_work[i].pid, SIGKILL);
			}
		}
		nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
	}
}

static int run_all(const struct test_file *const *list, size_t n, size_t width)
{
	const char *bound = getenv("DINH_TEST_SECONDS");
	int seconds = bound && *bound ? atoi(bound) : 600, status;
	struct running at_work[16];
	size_t begun = 0, working = 0, bad = 0;
	while (begun < n || working) {
		while (working < width && begun < n)
			at_work[working++] = start(list[begun++], n > 1);
		size_t i = wait_for(at_work, working, seconds, &status);
		if (!finish(&at_work[i], status, seconds)) {
			bad++;
			printf("run: %s failed\n", at_work[i].file->path);
		}
		at_work[i] = at_work[--working];
	}
	if (n > 1)
		printf("run: %zu files, %zu of them failed\n", n, bad);
	return bad > 0;
}

static int chosen(int argc, char **argv, const struct test_file **list)
{
	size_t width = 1;
	int option;
	bool names_only = false;
	if (argc == 3 && !strcmp(argv[1], "--alone"))
		return choose(list, argv + 2) == 1 && list[0]->run() ? 1 : 0;
	while ((option = getopt(argc, argv, "lj:")) != -1)
		if (option == 'l')
			names_only = true;
		else if (option != 'j' || (width = (size_t)atoi(optarg)) < 1 || width > 16) {
			fprintf(stderr, "usage: run [-l] [-j N] [NAME..]\n");
			return 2;
		}
	size_t n = choose(list, argv + optind);
	if (!names_only)
		return run_all(list, n, width);
	for (size_t i = 0; i < n; i++)
		printf("%.*s\n", name_length(list[i]->path), list[i]->path);
	return 0;
}

int main(int argc, char **argv)
{
	const struct test_file **list = calloc((size_t)(__stop_test_files - __start_test_files), sizeof *list);
	int status = list ? chosen(argc, argv, list) : 1;
	free(list);
	return status;
}
