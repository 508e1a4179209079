/* mysql_target.h: MySQL as the driver tests see it: databases of their own on the server that
 * test/support/server-mariadb has started and that the environment names. */
#ifndef MYSQL_TARGET_H
#define MYSQL_TARGET_H

#include "conformance.h"

extern const struct conformance_target mysql_target;
/* The same as a user who has all rights on the database and no others. */
extern const struct conformance_target mysql_ordinary;

/* What test/support/server-mariadb has printed; fails the test when it is not set. */
const char *mysql_server(const char *name);

/* A database, a session on it, and their end. */
struct mysql_bench {
	struct sqlembic_url url;
	struct sqlembic_session *session;
};
struct mysql_bench mysql_set_up(void (*change)(struct sqlembic_connect *connect));
void mysql_tear_down(struct mysql_bench *bench);

/* Tries to open `url` (with the test server's address where it has none); the driver's result. */
int mysql_try(struct sqlembic_session **out, const struct sqlembic_url *url, struct sqlembic_error *err);
/* The same with up to six parameters more, besides those that keep option files out. */
int mysql_try_with(struct sqlembic_session **out, struct sqlembic_url url, const struct sqlembic_pair *more,
		   struct sqlembic_error *err);
/* The test server's port, as root. */
struct sqlembic_url mysql_by_port(const char *host);
bool mysql_is_encrypted(struct sqlembic_session *session);
/* A session without a database, as root. */
struct sqlembic_session *mysql_open_server(void);

/* Keeps what the server warns of: put it into connect.notice and clear it first. */
extern char mysql_notices[4096];
void mysql_keep_notices(struct sqlembic_connect *connect);

#endif
