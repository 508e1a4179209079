/* settings.h: variables of the session: their values at the beginning, and putting them back. */
#ifndef MYSQL_SETTINGS_H
#define MYSQL_SETTINGS_H

#include "session.h"

/* After connecting: the session's own values, and a promise to read only where that was asked for.  What is to be read first
 * goes along. */
int mysqldb_settings_open(struct mysqldb *s, const struct sqlembic_connect *connect,
			  struct sqlembic_error *err);
/* Before a statement of the user's: the server's values, until the script has ended. */
int mysqldb_settings_use_servers(struct mysqldb *s, struct sqlembic_error *err);
/* Before the first statement of the user's: sets the session up and notes how it is. */
int mysqldb_settings_begin(struct mysqldb *s, struct sqlembic_error *err);
/* Puts back what statements have changed since. */
int mysqldb_settings_restore(struct mysqldb *s, struct sqlembic_error *err);
/* Whether the client's character set was ascii_unsafe at the beginning. */
bool mysqldb_settings_ascii_unsafe(const struct mysqldb *s);
void mysqldb_settings_release(struct mysqldb *s);

#endif
