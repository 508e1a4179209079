/* access.c: see access.h. */
#include "sqlembic/access.h"

#include <unistd.h>

int sqlembic_access_keep(int fd, const struct stat *before)
{
	mode_t mode = before->st_mode & 07777;
	if (fchown(fd, before->st_uid, before->st_gid) < 0 && fchown(fd, (uid_t)-1, before->st_gid) < 0)
		mode = (mode & ~(mode_t)S_IRWXG) | (mode & S_IRWXO) << 3;
	return fchmod(fd, mode);
}
