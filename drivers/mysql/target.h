/* target.h: from a URL to what connecting needs. */
#ifndef MYSQL_TARGET_H
#define MYSQL_TARGET_H

#include "session.h"

/* Takes the URL apart; mysqldb_target_release frees the result, also after a failure. */
int mysqldb_target_init(struct mysqldb_target *out, const struct sqlembic_connect *connect,
			struct sqlembic_error *err);
void mysqldb_target_release(struct mysqldb_target *target);

#endif
