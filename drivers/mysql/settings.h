/* settings.h: variables of the session: their values at the beginning, and putting them back. */
#ifndef MYSQL_SETTINGS_H
#define MYSQL_SETTINGS_H

#include "session.h"

/* Before the first statement of the user's: sets the session up and notes how it is. */
int mysqldb_settings_begin(struct mysqldb *s, struct sqlembic_error *err);
/* Puts back what statements have changed since. */
int mysqldb_settings_restore(struct mysqldb *s, struct sqlembic_error *err);
/* Whether the client's character set was ascii_unsafe at the beginning. */
bool mysqldb_settings_ascii_unsafe(const struct mysqldb *s);
void mysqldb_settings_release(struct mysqldb *s);

#endif
