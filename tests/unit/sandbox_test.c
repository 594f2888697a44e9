#include "tests/unit/tests.h"
#include "program/sandbox.c" /* the program itself is in no library */
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

enum { HELPER = 42 };
static char folder[] = "/tmp/dinh-sandbox.XXXXXX";

static void *nothing(void *arg) { return arg; }

/* This program, started by the test. */
static void __attribute__((constructor)) helper(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "sandbox-helper"))
		_exit(HELPER);
}

/* Can it be opened? */
static bool opens(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int run(const char *program, const char *argument)
{
	pid_t child = fork();
	if (!child) {
		execl(program, program, argument, (char *)NULL);
		_exit(errno == EACCES ? 126 : 127);
	}
	int status = 0;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define CHECK(x)                                                                                                                 \
	do {                                                                                                                     \
		if (!(x)) {                                                                                                      \
			fprintf(stderr, "in the sandbox: %s is not so\n", #x);                                                   \
			_exit(1);                                                                                                \
		}                                                                                                                \
	} while (0)

static void inside(const char *other)
{
	char from[64], to[64], in_other[64];
	pthread_t thread;
	snprintf(from, sizeof from, "%s/tmp/a", folder);
	snprintf(to, sizeof to, "%s/files/a", folder);
	snprintf(in_other, sizeof in_other, "%s/a", other);
	/* what the server does */
	CHECK(opens(from, O_WRONLY | O_CREAT));
	CHECK(!rename(from, to));
	CHECK(opens(to, O_RDONLY));
	CHECK(!unlink(to));
	CHECK(opens("/etc/hosts", O_RDONLY));
	CHECK(opens("/proc/self/statm", O_RDONLY));
	CHECK(!pthread_create(&thread, NULL, nothing, NULL) && !pthread_join(thread, NULL));
	CHECK(run("/proc/self/exe", "sandbox-helper") == HELPER);
	/* what an intruder would */
	CHECK(!opens(in_other, O_WRONLY | O_CREAT));
	CHECK(!opens("/etc/hosts", O_WRONLY));
	CHECK(!opens("/root/.bashrc", O_RDONLY));
	CHECK(!opens("/etc/passwd", O_RDONLY));
	CHECK(!opens("/etc/shadow", O_RDONLY));
	CHECK(!opens("/etc/hostname", O_RDONLY));
	CHECK(!opens("/etc", O_RDONLY | O_DIRECTORY));
	CHECK(!opens("/etc/ssl/private", O_RDONLY | O_DIRECTORY));
	snprintf(in_other, sizeof in_other, "%s/.pgpass", other);
	CHECK(!opens(in_other, O_RDONLY)); /* HOME is there */
	snprintf(in_other, sizeof in_other, "%s/root.crt", other);
	CHECK(opens(in_other, O_RDONLY)); /* named by who started it */
	CHECK(run("/bin/sh", "--version") == 126);
	CHECK(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1 && errno == EPERM);
	CHECK(unshare(CLONE_NEWUSER) == -1 && errno == EPERM);
	CHECK(chroot(folder) == -1);
}

static void make(const char *below)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%s", folder, below);
	assert_int_equal(mkdir(path, 0700), 0);
}

static void put_file(const char *where, const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%s", where, name);
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void drop_file(const char *where, const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%s", where, name);
	unlink(path);
}

static void drop(const char *below)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%s", folder, below);
	rmdir(path);
}

static void the_server_works_and_an_intruder_does_not(void **state)
{
	if (SANITIZED || syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 2)
		skip(); /* no sandbox in a sanitized build, half of one on an old kernel */
	char other[] = "/tmp/dinh-other.XXXXXX";
	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_non_null(mkdtemp(other));
	make("tmp");
	make("files");
	put_file(other, ".pgpass");
	put_file(other, "root.crt");
	str certificate = str_format(&(arena){0}, "%s/root.crt", other);
	pid_t child = fork();
	if (!child) {
		struct ctx c = {.a = &(arena){0}};
		setenv("HOME", other, 1);
		sandbox(&c, folder, NULL, (struct texts){&certificate, 1});
		inside(other);
		_exit(0);
	}
	int status = 0;
	waitpid(child, &status, 0);
	drop("tmp");
	drop("files");
	drop("");
	drop_file(other, ".pgpass");
	drop_file(other, "root.crt");
	rmdir(other);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_server_works_and_an_intruder_does_not)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
