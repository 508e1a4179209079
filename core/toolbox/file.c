/* file.c: see file.h. */
#include "sqlembic/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "sqlembic/access.h"
#include "sqlembic/error.h"

/* As many as the system follows itself. */
#define MOST_LINKS 40
/* Text is gathered up to here. */
#define MOST_TEXT ((size_t)1 << 16)

/* ---- errors ---------------------------------------------------------------------------------------------- */

int sqlembic_file_hint(struct sqlembic_error *err, int number, const char *otherwise)
{
	const char *hint = otherwise;
	if (number == ENOSPC || number == EDQUOT)
		hint = "free space on that disk";
	else if (number == EFBIG)
		hint = "raise the limit of a file's size (ulimit -f)";
	else if (number == EACCES || number == EPERM)
		hint = "let the user who runs the command write there";
	return sqlembic_fail_hint(err, "%s", hint ? hint : "");
}

static int fail(const char *path, int number, struct sqlembic_error *err)
{
	if (number == ENOMEM)
		return sqlembic_fail_memory(err);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot write %s: %s", path, strerror(number));
	return sqlembic_file_hint(err, number,
				  number == EEXIST ? "move it away, or choose another name"
				  : number == EIO  ? "look after that disk"
						   : "name a file in a directory that is there and can be "
						     "written to");
}

/* errno says why. */
static int give_up(struct sqlembic_file *file, struct sqlembic_error *err)
{
	const int number = errno;
	sqlembic_file_drop(file);
	file->number = number;
	return fail(file->path, number, err);
}

/* ---- where it goes --------------------------------------------------------------------------------------- */

static const char *place_of(const struct sqlembic_file *file)
{
	return sqlembic_buf_text(&file->place);
}

static int put_directory(struct sqlembic_buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	sqlembic_buf_clear(out);
	if (slash)
		sqlembic_buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
	else
		sqlembic_buf_puts(out, ".");
	return out->failed ? -1 : 0;
}

/* Whether it is an open file of this process, which is what /dev/stdout leads to: its number, or -1. */
static int own_number(const char *path)
{
	const char *name = strrchr(path, '/');
	char *end;
	const long number = name && name[1] >= '0' && name[1] <= '9' ? strtol(name + 1, &end, 10) : -1;
	if (number < 0 || number > INT_MAX || *end)
		return -1;
	struct sqlembic_buf directory = SQLEMBIC_BUF_INIT;
	char *found = put_directory(&directory, path) < 0 ? NULL : realpath(directory.ptr, NULL);
	char *own = found ? realpath("/proc/self/fd", NULL) : NULL;
	const bool is_own = own && strcmp(found, own) == 0;
	free(own);
	free(found);
	sqlembic_buf_release(&directory);
	return is_own ? (int)number : -1;
}

/* Goes one link on; 0 where there is none. */
static int follow_one(struct sqlembic_file *file)
{
	char target[PATH_MAX];
	const ssize_t length = readlink(place_of(file), target, sizeof(target));
	if (length < 0)
		return errno == EINVAL || errno == ENOENT ? 0 : -1;
	if (length == (ssize_t)sizeof(target)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	struct sqlembic_buf next = SQLEMBIC_BUF_INIT;
	if (target[0] != '/' && put_directory(&next, place_of(file)) == 0)
		sqlembic_buf_putc(&next, '/');
	sqlembic_buf_add(&next, target, (size_t)length);
	sqlembic_buf_release(&file->place);
	file->place = next;
	errno = ENOMEM;
	return next.failed ? -1 : 1;
}

/* Finds its place, behind all links, also behind one that leads to nothing yet; *number is that of an open file, or -1. */
static int find_place(struct sqlembic_file *file, int *number)
{
	int more = file->kind == SQLEMBIC_FILE_REPLACED;
	*number = -1;
	sqlembic_buf_puts(&file->place, file->path);
	errno = ENOMEM;
	if (file->place.failed)
		return -1;
	for (int links = 0; more > 0; links++) {
		*number = own_number(place_of(file));
		more = *number >= 0 ? 0 : follow_one(file);
		if (more > 0 && links == MOST_LINKS) {
			errno = ELOOP;
			return -1;
		}
	}
	return more;
}

/* ---- beside it ------------------------------------------------------------------------------------------- */

/* Another name in the same directory.  It is short, so that it fits wherever the file's own does. */
static int name_beside(struct sqlembic_file *file)
{
	uint64_t number;
	if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number))
		return -1;
	if (put_directory(&file->beside, place_of(file)) == 0)
		sqlembic_buf_printf(&file->beside, "/" SQLEMBIC_FILE_BESIDE "%016llx",
				    (unsigned long long)number);
	if (!file->beside.failed)
		return 0;
	sqlembic_buf_release(&file->beside);
	errno = ENOMEM;
	return -1;
}

/* Nobody opens what replaces a file before it is known who may. */
static mode_t mode_of(const struct sqlembic_file *file)
{
	return file->was_there ? S_IRUSR | S_IWUSR : 0666;
}

static int open_named(struct sqlembic_file *file)
{
	do {
		if (name_beside(file) < 0)
			return -1;
		file->fd = open(file->beside.ptr, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode_of(file));
	} while (file->fd < 0 && errno == EEXIST);
	if (file->fd < 0)
		sqlembic_buf_release(&file->beside);
	return file->fd < 0 ? -1 : 0;
}

#ifdef O_TMPFILE
#define ENTRY_SIZE 40

/* What a file without a name is reached by. */
static const char *entry_of(char entry[ENTRY_SIZE], int fd)
{
	(void)snprintf(entry, ENTRY_SIZE, "/proc/self/fd/%d", fd);
	return entry;
}

/* A file without a name.  False: there are none here, or none that could get one. */
static bool open_nameless(struct sqlembic_file *file)
{
	char entry[ENTRY_SIZE];
	struct sqlembic_buf directory = SQLEMBIC_BUF_INIT;
	if (put_directory(&directory, place_of(file)) == 0)
		file->fd = open(directory.ptr, O_RDWR | O_TMPFILE | O_CLOEXEC, mode_of(file));
	sqlembic_buf_release(&directory);
	if (file->fd < 0)
		return false;
	if (access(entry_of(entry, file->fd), F_OK) == 0)
		return true;
	(void)close(file->fd);
	file->fd = -1;
	return false;
}

/* -1, with errno EEXIST where another file has that name. */
static int give_name(const struct sqlembic_file *file, const char *name)
{
	char entry[ENTRY_SIZE];
	return linkat(AT_FDCWD, entry_of(entry, file->fd), AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}
#else
static bool open_nameless(struct sqlembic_file *file)
{
	(void)file;
	return false;
}

static int give_name(const struct sqlembic_file *file, const char *name)
{
	return link(file->beside.ptr, name);
}
#endif

static int write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		const ssize_t n = write(fd, text, length);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
	}
	return 0;
}

/* Beside its place, for those whom the file in that place is for. */
static void open_beside(struct sqlembic_file *file)
{
	if (!open_nameless(file))
		(void)open_named(file);
}

static int keep_access(const struct sqlembic_file *file)
{
	return file->was_there ? sqlembic_access_keep(file->fd, place_of(file), &file->before) : 0;
}

/* What is in its place already; `number`: of an open file there, or -1. */
static int look(struct sqlembic_file *file, int number)
{
	const bool is_new = file->kind != SQLEMBIC_FILE_REPLACED;
	const char *place = place_of(file);
	file->was_there = number < 0 &&
			  (is_new ? lstat(place, &file->before) : stat(place, &file->before)) == 0;
	file->is_direct = number >= 0 || (file->was_there && !S_ISREG(file->before.st_mode));
	errno = EEXIST;
	return is_new && file->was_there ? -1 : 0;
}

int sqlembic_file_open(struct sqlembic_file *file, const char *path, enum sqlembic_file_kind kind,
		       struct sqlembic_error *err)
{
	int number;
	*file = (struct sqlembic_file){ .path = path, .kind = kind, .fd = -1 };
	if (find_place(file, &number) < 0 || look(file, number) < 0)
		return give_up(file, err);
	if (number >= 0)
		file->fd = fcntl(number, F_DUPFD_CLOEXEC, 0);
	else if (file->is_direct)
		file->fd = open(place_of(file), O_WRONLY | O_CLOEXEC | O_NOCTTY);
	else
		open_beside(file);
	if (file->fd < 0 || (!file->is_direct && keep_access(file) < 0))
		return give_up(file, err);
	return 0;
}

static int write_text(struct sqlembic_file *file)
{
	errno = ENOMEM;
	if (file->text.failed || write_all(file->fd, sqlembic_buf_text(&file->text), file->text.len) < 0)
		return -1;
	sqlembic_buf_clear(&file->text);
	return 0;
}

int sqlembic_file_add(struct sqlembic_file *file, const char *text, size_t length, struct sqlembic_error *err)
{
	sqlembic_buf_add(&file->text, text, length);
	if (!file->has_place && !file->text.failed && file->text.len < MOST_TEXT)
		return 0;
	return write_text(file) < 0 ? give_up(file, err) : 0;
}

/* ---- its name -------------------------------------------------------------------------------------------- */

/* Some file systems have nothing to be synchronised with. */
static int synchronise(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS ? 0 : -1;
}

/* A name lasts when its directory does, which who may write there need not be allowed to read. */
static int synchronise_directory(const struct sqlembic_file *file)
{
	struct sqlembic_buf directory = SQLEMBIC_BUF_INIT;
	int fd = put_directory(&directory, place_of(file)) < 0
			 ? -1
			 : open(directory.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	sqlembic_buf_release(&directory);
	const int rc = fd < 0 ? 0 : synchronise(fd);
	const int saved = errno;
	if (fd >= 0)
		(void)close(fd);
	errno = saved;
	return rc;
}

static int copy_text(const struct sqlembic_file *file, int to)
{
	char chunk[16384];
	ssize_t n = 1;
	int rc = 0;
	for (off_t at = 0; rc == 0 && n > 0; at += n) {
		n = pread(file->fd, chunk, sizeof(chunk), at);
		rc = n < 0 ? -1 : write_all(to, chunk, (size_t)n);
	}
	return rc == 0 ? synchronise(to) : rc;
}

/* What the file system holds without a name, and gives none to, is written again with one. */
static int copy_named(struct sqlembic_file *file)
{
	struct sqlembic_file copy = *file;
	if (open_named(&copy) < 0)
		return -1;
	const int rc = keep_access(&copy) < 0 ? -1 : copy_text(file, copy.fd);
	const int saved = errno;
	(void)close(file->fd);
	file->fd = copy.fd;
	file->beside = copy.beside;
	errno = saved;
	return rc;
}

/* Gives a file that has none a name beside its place. */
static int name_nameless(struct sqlembic_file *file)
{
	int rc;
	do {
		rc = name_beside(file);
		if (rc == 0)
			rc = give_name(file, file->beside.ptr);
	} while (rc < 0 && errno == EEXIST);
	if (rc == 0)
		return 0;
	sqlembic_buf_release(&file->beside);
	return copy_named(file);
}

/* A new file must not replace one that has come in between. */
static int move_new(struct sqlembic_file *file)
{
	if (link(file->beside.ptr, place_of(file)) == 0) {
		(void)unlink(file->beside.ptr);
		return 0;
	}
	if (errno == EEXIST)
		return -1;
	/* There are no links here: then there is this moment between look and move. */
	struct stat found;
	errno = EEXIST;
	return lstat(place_of(file), &found) == 0 ? -1 : rename(file->beside.ptr, place_of(file));
}

/* A place where a file is mounted stays that file's, as a container has it: it gets the text. */
static int write_over(const struct sqlembic_file *file)
{
	const int fd = open(place_of(file), O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int rc = copy_text(file, fd);
	const int saved = errno;
	if (close(fd) < 0 && rc == 0)
		return -1;
	errno = saved;
	if (rc == 0)
		(void)unlink(file->beside.ptr);
	return rc;
}

static int replace(const struct sqlembic_file *file)
{
	if (rename(file->beside.ptr, place_of(file)) == 0)
		return 0;
	return errno == EBUSY ? write_over(file) : -1;
}

static int give_place(struct sqlembic_file *file)
{
	if (!file->beside.ptr && !file->was_there) {
		if (give_name(file, place_of(file)) == 0)
			return 0;
		/* Another file has come in between. */
		if (errno == EEXIST && (look(file, -1) < 0 || keep_access(file) < 0))
			return -1;
	}
	if (!file->beside.ptr && name_nameless(file) < 0)
		return -1;
	return file->kind == SQLEMBIC_FILE_REPLACED ? replace(file) : move_new(file);
}

int sqlembic_file_place(struct sqlembic_file *file, struct sqlembic_error *err)
{
	if (write_text(file) < 0)
		return give_up(file, err);
	file->has_place = file->is_direct;
	if (file->is_direct)
		return 0;
	const bool lasts = file->kind != SQLEMBIC_FILE_AMONG_MANY;
	if ((lasts && synchronise(file->fd) < 0) || give_place(file) < 0)
		return give_up(file, err);
	/* It is where it belongs, whatever happens now. */
	file->has_place = true;
	sqlembic_buf_release(&file->beside);
	return lasts && synchronise_directory(file) < 0 ? give_up(file, err) : 0;
}

/* ---- its end --------------------------------------------------------------------------------------------- */

void sqlembic_file_drop(struct sqlembic_file *file)
{
	if (file->fd >= 0)
		(void)close(file->fd);
	if (file->fd >= 0 && file->beside.ptr)
		(void)unlink(file->beside.ptr);
	file->fd = -1;
	sqlembic_buf_release(&file->text);
	sqlembic_buf_release(&file->place);
	sqlembic_buf_release(&file->beside);
}

int sqlembic_file_close(struct sqlembic_file *file, struct sqlembic_error *err)
{
	const int fd = file->fd;
	file->fd = -1;
	/* NFS and quotas report a full disk as late as here. */
	const int rc = fd >= 0 && close(fd) < 0 ? give_up(file, err) : 0;
	sqlembic_file_drop(file);
	return rc;
}

int sqlembic_file_write(const char *path, enum sqlembic_file_kind kind, const char *text, size_t length,
			struct sqlembic_error *err)
{
	struct sqlembic_file file;
	int rc = sqlembic_file_open(&file, path, kind, err);
	if (rc == 0)
		rc = sqlembic_file_add(&file, text, length, err);
	if (rc == 0)
		rc = sqlembic_file_place(&file, err);
	return rc == 0 ? sqlembic_file_close(&file, err) : rc;
}

int sqlembic_file_replace(const char *path, const struct sqlembic_buf *text, struct sqlembic_error *err)
{
	return text->failed ? sqlembic_fail_memory(err)
			    : sqlembic_file_write(path, SQLEMBIC_FILE_REPLACED, sqlembic_buf_text(text),
						  text->len, err);
}

#ifdef __linux__
static int synchronise_all(int fd)
{
	return syncfs(fd);
}
#else
static int synchronise_all(int fd)
{
	(void)fd;
	sync();
	return 0;
}
#endif

int sqlembic_file_settle(const char *path, struct sqlembic_error *err)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	const int number = fd >= 0 && synchronise_all(fd) < 0 ? errno : 0;
	if (fd >= 0)
		(void)close(fd);
	return number ? fail(path, number, err) : 0;
}
