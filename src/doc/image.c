/* image: foreign images, PDFs and tables are opened in a process of their own, started here. */
#include "image.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HELPERS = 2, TIMEOUT_MS = 20000 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int running;

/* Each helper may use much memory, so few run at a time. False: the wait was too long. */
static bool helper_enter(void)
{
	struct timespec until;
	int e = 0;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += TIMEOUT_MS / 1000;
	pthread_mutex_lock(&lock);
	while (running >= HELPERS && !e)
		e = pthread_cond_timedwait(&changed, &lock, &until);
	bool entered = running < HELPERS;
	running += entered;
	pthread_mutex_unlock(&lock);
	return entered;
}

static void helper_leave(void)
{
	pthread_mutex_lock(&lock);
	running--;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

/* Standard input and output are the two files; `alive` stays open until the process has ended; nothing else is inherited. */
static pid_t helper_start(struct ctx *c, int in, int out, int alive, int side)
{
	static char program[] = "dinh", command[] = "image-helper";
	char *arguments[] = {program, command, NULL}, *environment[] = {(char *)str_format(c->a, "IMAGE_SIDE=%d", side).s, NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	pid_t pid = 0;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&how);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, alive, STDERR_FILENO + 1);
	posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 2);
	if (posix_spawn(&pid, "/proc/self/exe", &files, &how, arguments, environment))
		pid = 0;
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return pid;
}

/* The exit status, or -1 when it had to be killed. */
static int helper_wait(pid_t pid, int alive)
{
	struct pollfd end = {.fd = alive, .events = POLLIN};
	int64_t until = clock_now() + TIMEOUT_MS * 1000, now;
	int ready = 0, status = 0;
	while ((now = clock_now()) < until && (ready = poll(&end, 1, (int)((until - now) / 1000) + 1)) < 0 && errno == EINTR)
		;
	if (ready <= 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return ready > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What the user reads, by the helper's end. */
static err result_of_image(struct ctx *c, int status)
{
	if (!status)
		return NULL;
	if (status == HELPER_EXIT + TOO_MANY_PIXELS)
		return FAIL(c, INVALID, "Ảnh lớn hơn 80 triệu điểm ảnh. Hãy giảm kích thước ảnh rồi gửi lại.");
	if (status != HELPER_EXIT + UNREADABLE)
		log_line(LOG_WARNING, c, "image-helper", "status=%d", status);
	return FAIL(c, INVALID, "Không đọc được ảnh này. Hãy chụp hoặc quét lại rồi gửi tệp JPEG hoặc PNG khác.");
}

static err result_of_pdf(struct ctx *c, int status)
{
	if (!status)
		return NULL;
	if (status == HELPER_EXIT + LOCKED)
		return FAIL(c, INVALID,
			"Tệp PDF có mật khẩu, cán bộ không mở được. Hãy bỏ mật khẩu (in ra tệp PDF mới) rồi gửi lại.");
	if (status != HELPER_EXIT + UNREADABLE)
		log_line(LOG_WARNING, c, "image-helper", "status=%d", status);
	return FAIL(c, INVALID, "Tệp PDF bị hỏng hoặc tải về chưa đủ, không mở được. Hãy mở thử, xuất hoặc quét lại rồi gửi.");
}

static err run_helper(struct ctx *c, int in, int out, int side, err (*result)(struct ctx *c, int status))
{
	int alive[2];
	if (lseek(in, 0, SEEK_SET) < 0)
		return FAIL(c, BROKEN, "image: %s", strerror(errno));
	if (!helper_enter())
		return FAIL(c, BUSY, "Máy chủ đang xử lý nhiều tệp. Hãy thử lại sau ít phút.");
	err e = NULL;
	if (pipe2(alive, O_CLOEXEC)) {
		helper_leave();
		return FAIL(c, BROKEN, "pipe: %s", strerror(errno));
	}
	pid_t pid = helper_start(c, in, out, alive[1], side);
	close(alive[1]);
	if (pid)
		e = result(c, helper_wait(pid, alive[0]));
	else
		e = FAIL(c, BROKEN, "the image helper does not start");
	close(alive[0]);
	helper_leave();
	return e;
}

/* Every program that carries this file can be its own helper, the tests too: the process turns into one before main. */
static void __attribute__((constructor)) become_helper(int n, char **arguments)
{
	if (n == 2 && !strcmp(arguments[1], "image-helper") && getenv("IMAGE_SIDE"))
		image_helper_main();
}

err helper_text(struct ctx *c, int fd, int side, err (*result)(struct ctx *c, int status), int *out)
{
	if (getenv("IMAGE_SIDE"))
		return FAIL(c, BROKEN, "the image helper does not start helpers");
	*out = memfd_create("image", MFD_CLOEXEC);
	if (*out < 0)
		return FAIL(c, BROKEN, "memfd: %s", strerror(errno));
	err e = run_helper(c, fd, *out, side, result);
	if (e)
		close(*out);
	return e;
}

err image_clean(struct ctx *c, int fd, int side, int *out_fd, int64_t *out_size)
{
	struct stat s = {0};
	int out;
	TRY(helper_text(c, fd, side, result_of_image, &out));
	if (fstat(out, &s) || lseek(out, 0, SEEK_SET) < 0) {
		close(out);
		return FAIL(c, BROKEN, "image: %s", strerror(errno));
	}
	*out_fd = out;
	*out_size = s.st_size;
	return NULL;
}

err pdf_check(struct ctx *c, int fd)
{
	if (getenv("IMAGE_SIDE"))
		return FAIL(c, BROKEN, "the image helper does not start helpers");
	int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (nothing < 0)
		return FAIL(c, BROKEN, "/dev/null: %s", strerror(errno));
	err e = run_helper(c, fd, nothing, 1, result_of_pdf);
	close(nothing);
	return e;
}
