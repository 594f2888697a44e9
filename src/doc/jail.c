/* jail: the adapter of libseccomp. What is not listed kills the process: no files, no network, no other process. */
#include "image.h"
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(getrandom),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
#if SANITIZED
	SCMP_SYS(mmap),
	SCMP_SYS(mprotect),
	SCMP_SYS(gettid),
	SCMP_SYS(getpid),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(sched_yield),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(readlink),
	SCMP_SYS(prlimit64),
#endif
};

/* Of the decoder of HEVC: it works in threads. They share this filter; a process of its own nobody gets. */
static const int for_threads[] = {SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
	SCMP_SYS(gettid), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield)};

static int allow_threads(scmp_filter_ctx filter)
{
	int wrong = 0;
	for (size_t i = 0; !wrong && i < COUNT(for_threads); i++)
		wrong = seccomp_rule_add(filter, SCMP_ACT_ALLOW, for_threads[i], 0);
	/* The stacks of threads get guards: what may be written never becomes what may run. */
	wrong |= !wrong &&
		 seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	/* What clone3 asks for stands in memory, which a filter cannot read: it is not there, and clone is. */
	wrong |= !wrong && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	return wrong || seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
				SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM));
}

void jail_enter(bool threads)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int wrong = !filter;
	for (size_t i = 0; !wrong && i < COUNT(allowed); i++)
		wrong = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	wrong = wrong || (threads && allow_threads(filter));
#if !SANITIZED
	/* New memory only: of no file and never to run. */
	wrong |= !wrong && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
				   SCMP_A4(SCMP_CMP_EQ, (scmp_datum_t)(uint32_t)-1));
#endif
	if (wrong || seccomp_load(filter))
		_exit(1); /* rather no image than an open door */
	seccomp_release(filter);
}
