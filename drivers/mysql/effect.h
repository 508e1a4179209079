/* effect.h: whether a statement of a connection that is gone has taken effect. */
#ifndef MYSQL_EFFECT_H
#define MYSQL_EFFECT_H

#include "session.h"

int mysqldb_find_effect(struct sqlembic_session *session, struct sqlembic_span sql,
			enum sqlembic_effect *effect, struct sqlembic_error *err);

#endif
