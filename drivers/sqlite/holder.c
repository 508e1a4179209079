/* holder.c: who holds a lock on the database file, and whether the process behind a journal entry is still
 * there.
 *
 * SQLite's locks are POSIX record locks at fixed bytes of the file (of the -shm file in WAL mode), so that
 * the kernel can say whose they are.  It is asked through descriptors that SQLite has open: closing one of
 * our own would drop every lock that this process holds on the file. */
#include "holder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The lock bytes of SQLite's file format: PENDING, RESERVED and 510 SHARED bytes from the first gigabyte
 * on; in the -shm file WRITE, CHECKPOINT and RECOVER. */
#define FILE_LOCKS 0x40000000
#define FILE_COUNT 512
#define SHM_LOCKS  120
#define SHM_COUNT  3

#define HOST_SIZE 256

/* Whether the descriptor of that number is one of the file.  It is looked at from outside: other threads open and close theirs, and
 * the number may be another file's by now. */
static bool is_of(const char *number, int proc, const struct stat *file)
{
	struct stat found;
	return fstatat(proc, number, &found, 0) == 0 && found.st_dev == file->st_dev &&
	       found.st_ino == file->st_ino;
}

static pid_t ask_locker(int fd, short type, off_t start, off_t count)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = count };

	if (fcntl(fd, F_GETLK, &lock) < 0 || lock.l_type == F_UNLCK)
		return 0;
	return lock.l_pid > 0 ? lock.l_pid : 0;
}

/* The process whose lock on the file excludes a lock of `type`; 0: none, or none that can be seen from here.  An answer counts
 * where the descriptor was the file's before and behind it. */
static pid_t find_locker(const char *path, short type, off_t start, off_t count)
{
	struct stat file;
	bool is_told = false;
	pid_t pid = 0;
	DIR *dir = stat(path, &file) == 0 ? opendir("/proc/self/fd") : NULL;
	if (!dir)
		return 0;
	for (const struct dirent *e = readdir(dir); e && !is_told; e = readdir(dir)) {
		if (!is_of(e->d_name, dirfd(dir), &file))
			continue;
		pid = ask_locker((int)strtol(e->d_name, NULL, 10), type, start, count);
		is_told = is_of(e->d_name, dirfd(dir), &file);
	}
	(void)closedir(dir);
	return is_told ? pid : 0;
}

/* The first `size - 1` bytes of /proc/PID/NAME; what is behind a NUL byte is not seen by the caller. */
static bool read_proc(char *out, size_t size, pid_t pid, const char *name)
{
	char path[64];
	(void)snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t n = read(fd, out, size - 1);
	(void)close(fd);
	out[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* A program's name from its command line, or where it has none, the kernel's short one. */
static void add_process(struct sqlembic_buf *out, pid_t pid)
{
	char text[PATH_MAX];

	sqlembic_buf_printf(out, "pid %ld", (long)pid);
	if (!read_proc(text, sizeof(text), pid, "cmdline") && !read_proc(text, sizeof(text), pid, "comm"))
		return;
	text[strcspn(text, "\n")] = '\0';
	const char *slash = strrchr(text, '/');
	const char *name = slash && slash[1] ? slash + 1 : text;
	if (*name)
		sqlembic_buf_printf(out, " (%s)", name);
}

int sqlite_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
		       struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	(void)key;

	if (!*s->path)
		return 0;
	pid_t pid = find_locker(s->path, F_RDLCK, FILE_LOCKS, FILE_COUNT);
	if (!pid) {
		struct sqlembic_buf shm = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&shm, "%s-shm", s->path);
		if (!shm.failed)
			pid = find_locker(shm.ptr, F_RDLCK, SHM_LOCKS, SHM_COUNT);
		sqlembic_buf_release(&shm);
	}
	/* Inside a transaction we are the writer ourselves; what keeps us from committing is a reader. */
	if (!pid && !sqlite3_get_autocommit(s->db))
		pid = find_locker(s->path, F_WRLCK, FILE_LOCKS, FILE_COUNT);
	if (pid)
		add_process(out, pid);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* ---- the process behind a journal entry ---- */

struct process {
	bool known;               /* the system has it in its table */
	bool ended;               /* but it only waits for its parent to ask how */
	unsigned long long start; /* clock ticks since boot: tells it from a later one of the same number */
};

/* The text behind field `number` of /proc/PID/stat; its second field, the program's name, may contain anything. */
static const char *find_field(const char *text, int number)
{
	const char *p = strrchr(text, ')');
	for (int field = 2; p && field < number; field++)
		p = strchr(p + 1, ' ');
	return p ? p + 1 : "";
}

/* A process whose first thread has ended is shown as ended, too, but has others. */
static struct process find_process(pid_t pid)
{
	char text[1024];
	if (!read_proc(text, sizeof(text), pid, "stat"))
		return (struct process){ false, false, 0 };
	char state = find_field(text, 3)[0];
	bool alone = strtol(find_field(text, 20), NULL, 10) <= 1;
	return (struct process){ true, (state == 'Z' || state == 'X') && alone,
				 strtoull(find_field(text, 22), NULL, 10) };
}

static void boot_id(char out[9])
{
	memcpy(out, "unknown", 8);
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	char text[9] = { 0 };
	if (read(fd, text, 8) == 8)
		memcpy(out, text, 9);
	(void)close(fd);
}

static void host_name(char out[HOST_SIZE])
{
	out[HOST_SIZE - 1] = '\0';
	if (gethostname(out, HOST_SIZE - 1) < 0 || !*out)
		(void)snprintf(out, HOST_SIZE, "localhost");
}

/* "pid@host boot start". */
int sqlite_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			 struct sqlembic_error *err)
{
	char host[HOST_SIZE], boot[9];
	(void)session;

	host_name(host);
	boot_id(boot);
	sqlembic_buf_printf(out, "%ld@%s %s %llu", (long)getpid(), host, boot, find_process(getpid()).start);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* SQLite has no server that could go on by itself: a statement lives exactly as long as its process. */
int sqlite_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err)
{
	char host[HOST_SIZE], boot[9], their_host[HOST_SIZE], their_boot[9];
	long pid = 0;
	unsigned long long start = 0;
	(void)session;

	if (sscanf(id, "%ld@%255s %8s %llu", &pid, their_host, their_boot, &start) != 4 || pid <= 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "\"%s\" does not name a connection to SQLite",
				     id);
	host_name(host);
	boot_id(boot);
	/* A container that is started again has another name, and its predecessor is what most likely died.  If the
	 * other process is alive after all, it loses its step, not its data: a statement shares its transaction with
	 * the journal, or may be repeated. */
	if (strcmp(host, their_host) != 0)
		return 0;
	if (strcmp(boot, their_boot) != 0)
		return 0;
	const struct process process = find_process((pid_t)pid);
	if (process.known && process.start && start)
		return process.start == start && !process.ended;
	return kill((pid_t)pid, 0) == 0 || errno == EPERM;
}
