/* sandbox: landlock and seccomp by their system calls. Before the first thread, so that all are bound by them. */
#include "main.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 }; /* their runtimes read /proc and trace themselves at the end */
#else
enum { SANITIZED = 0 };
#endif

/* ---- files ---- */

enum {
	READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	RUN = READ | LANDLOCK_ACCESS_FS_EXECUTE,
	/* devices, sockets and links are for nobody; REFER: a file moves from tmp/ to files/ */
	WORK = READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
	       LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER,
	HANDLED = WORK | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
		  LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
	OF_FILES = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE
};

static void allow(int rules, const char *path, uint64_t access)
{
	struct stat s;
	struct landlock_path_beneath_attr rule = {.allowed_access = access, .parent_fd = open(path, O_PATH | O_CLOEXEC)};
	if (rule.parent_fd < 0)
		return; /* what is not there need not be allowed */
	if (!fstat(rule.parent_fd, &s) && !S_ISDIR(s.st_mode))
		rule.allowed_access &= OF_FILES;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0))
		log_line(LOG_WARNING, NULL, "sandbox", "landlock rule for %s: %s", path, strerror(errno));
	close(rule.parent_fd);
}

static void allow_all(int rules, const char *data, const char *ini, struct texts more)
{
	/* Of /etc only what libraries look up while they work: names of hosts, certificates, fonts, the time zone, the loader's cache. */
	static const char *const read_only[] = {"/usr", "/lib", "/lib64", "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf",
		"/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime", "/etc/fonts",
		"/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/etc/pki/tls/certs", "/etc/ld.so.cache",
		"/run/systemd/resolve", "/var/cache/fontconfig", "/proc/self", "/proc/sys", "/proc/stat", "/proc/meminfo",
		"/proc/cpuinfo", "/sys/devices/system", "/dev/urandom", NULL};
	/* The helper for images is this very program; beside it only the loader that starts it. */
	static const char *const runnable[] = {
		"/proc/self/exe", "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", NULL};
	for (int i = 0; read_only[i]; i++)
		allow(rules, read_only[i], READ);
	for (int i = 0; runnable[i]; i++)
		allow(rules, runnable[i], RUN);
	allow(rules, "/dev/null", READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
	allow(rules, data, WORK);
	if (ini)
		allow(rules, ini, READ);
	for (size_t i = 0; i < more.n; i++)
		allow(rules, more.v[i].s, READ);
}

static bool restrict_files(const char *data, const char *ini, struct texts more)
{
	const struct landlock_ruleset_attr handled = {.handled_access_fs = HANDLED};
	if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 2)
		return false; /* none, or the first version, under which no file may move between folders */
	int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
	if (rules < 0)
		return false;
	allow_all(rules, data, ini, more);
	bool done = !syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
	return done;
}

/* ---- system calls ---- */

/* What a server never asks for and an intruder would. The rest stays open: libraries and their versions differ too much in
 * what they call for a list of the allowed to hold. */
static const int denied[] = {SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_mount, SYS_umount2,
	SYS_pivot_root, SYS_chroot, SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_mount_setattr,
	SYS_setns, SYS_unshare, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
	SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct,
	SYS_quotactl, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname, SYS_setdomainname,
	SYS_syslog, SYS_personality, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_vhangup, SYS_io_uring_setup,
	SYS_io_uring_enter, SYS_io_uring_register, SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid,
	SYS_setresgid, SYS_setgroups};

#if defined(__x86_64__)
enum { ARCHITECTURE = AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
enum { ARCHITECTURE = AUDIT_ARCH_AARCH64 };
#else
enum { ARCHITECTURE = 0 };
#endif
enum { FOREIGN = 0x40000000 }; /* the x32 numbers of x86-64: the same calls by another name */

static bool restrict_calls(void)
{
	enum { HEAD = 5 };
	struct sock_filter code[HEAD + 2 * COUNT(denied) + 1] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)ARCHITECTURE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, FOREIGN, 0, 0),
	};
	size_t n = HEAD;
	code[HEAD - 1].jt = 1; /* over the first comparison, to its refusal */
	for (size_t i = 0; i < COUNT(denied); i++) {
		code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)denied[i], 0, 1);
		code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	}
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	const struct sock_fprog program = {(unsigned short)n, code};
	return ARCHITECTURE && !syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

void sandbox(struct ctx *c, const char *data, const char *ini, struct texts more)
{
	if (SANITIZED)
		return;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) {
		log_line(LOG_WARNING, c, "sandbox", "no_new_privs: %s", strerror(errno));
		return;
	}
	if (!restrict_files(data, ini, more))
		log_line(LOG_WARNING, c, "sandbox", "the kernel has no landlock, or an old one: files are not restricted");
	if (!restrict_calls())
		log_line(LOG_WARNING, c, "sandbox", "the kernel refuses the filter: system calls are not restricted");
}
