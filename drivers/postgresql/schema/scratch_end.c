/* scratch_end.c: the end of a session that was in a scratch database.
 *
 * The server drops no database that one of its processes is in: DROP DATABASE looks for them, and looks again only after a tenth
 * of a second.  A process closes the connection when it is out of the database, so that this is waited for. */
#include "scratch_end.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PREFIX  "sqlembic_scratch_"
#define LOOKS   20
#define LOOK_MS 50

bool postgres_is_scratch(const PGconn *conn)
{
	const char *name = PQdb(conn);
	return name && strncmp(name, PREFIX, strlen(PREFIX)) == 0;
}

/* Whether the other side has closed, or nothing can be told. */
static bool has_ended(int fd)
{
	char unread[512];
	struct pollfd looked = { .fd = fd, .events = POLLIN };
	if (poll(&looked, 1, LOOK_MS) <= 0)
		return false;
	ssize_t n = recv(fd, unread, sizeof(unread), MSG_DONTWAIT);
	return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

void postgres_end_connection(PGconn *conn)
{
	/* Another number of the socket: libpq closes its own. */
	int fd = postgres_is_scratch(conn) ? fcntl(PQsocket(conn), F_DUPFD_CLOEXEC, 0) : -1;
	PQfinish(conn);
	if (fd < 0)
		return;
	for (int i = 0; i < LOOKS && !has_ended(fd); i++)
		;
	(void)close(fd);
}
