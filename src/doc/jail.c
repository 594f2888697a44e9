/* jail: the adapter of libseccomp. What is not listed kills the process: no files, no network, no other process. */
#include "image.h"
#include <errno.h>
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
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
#ifdef __SANITIZE_ADDRESS__
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

void jail_enter(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int wrong = !filter;
	for (size_t i = 0; !wrong && i < COUNT(allowed); i++)
		wrong = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
#ifndef __SANITIZE_ADDRESS__
	/* New memory only: of no file and never to run. */
	wrong |= !wrong && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
				   SCMP_A4(SCMP_CMP_EQ, (scmp_datum_t)(uint32_t)-1));
#endif
	if (wrong || seccomp_load(filter))
		_exit(1); /* rather no image than an open door */
	seccomp_release(filter);
}
