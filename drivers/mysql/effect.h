/* effect.h: whether a statement of a connection that is gone has taken effect. */
#ifndef MYSQL_EFFECT_H
#define MYSQL_EFFECT_H

#include "session.h"

int mysqldb_find_effect(struct sqlembic_session *session, const struct sqlembic_announced *announced,
			enum sqlembic_effect *effect, struct sqlembic_error *err);
/* After a failure: the names of what the statement may have dropped all the same, since it is not there; nothing where that
 * cannot be. */
void mysqldb_add_victims(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_span sql);

#endif
