/* access.c: see access.h. */
#include "sqlembic/access.h"

#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/xattr.h>

static const char LIST[] = "system.posix_acl_access";

/* Where a file has a list, the group's part of its mode is the most that the list grants, and not what the group may.  True:
 * the new file has the same one, or, as the old one has none, none either, whatever its directory gives to new files. */
static bool keep_list(int fd, const char *path, bool may_have_one)
{
	char list[4096];
	const ssize_t length = getxattr(path, LIST, list, sizeof(list));
	if (length > 0 && may_have_one && fsetxattr(fd, LIST, list, (size_t)length, 0) == 0)
		return true;
	const bool has_none = length < 0 && (errno == ENODATA || errno == ENOTSUP);
	return (fremovexattr(fd, LIST) == 0 || errno == ENODATA || errno == ENOTSUP) && has_none;
}
#else
static bool keep_list(int fd, const char *path, bool may_have_one)
{
	(void)fd, (void)path, (void)may_have_one;
	return true;
}
#endif

int sqlembic_access_keep(int fd, const char *path, const struct stat *before)
{
	mode_t mode = before->st_mode & 07777;
	const bool is_its_group = fchown(fd, before->st_uid, before->st_gid) == 0 ||
				  fchown(fd, (uid_t)-1, before->st_gid) == 0;
	if (!keep_list(fd, path, is_its_group) || !is_its_group)
		mode = (mode & ~(mode_t)S_IRWXG) | (mode & S_IRWXO) << 3;
	return fchmod(fd, mode);
}
