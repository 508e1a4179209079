/* script.h: what a script leaves in its session, and undoing it. */
#ifndef MYSQL_SCRIPT_H
#define MYSQL_SCRIPT_H

#include "session.h"

int mysqldb_script_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_script_check(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_script_end(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_reset_path(struct sqlembic_session *session, struct sqlembic_error *err);
/* Makes our own tables reachable for one query, and selects the script's default database again after it. */
int mysqldb_select_ours(struct mysqldb *s, struct sqlembic_error *err);
int mysqldb_select_scripts(struct mysqldb *s, struct sqlembic_error *err);

#endif
