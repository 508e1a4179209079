/* effect.h: whether a statement of a connection that is gone has taken effect. */
#ifndef MYSQL_EFFECT_H
#define MYSQL_EFFECT_H

#include "session.h"

int mysqldb_find_effect(struct sqlembic_session *session, const struct sqlembic_announced *announced,
			enum sqlembic_effect *effect, struct sqlembic_error *err);
/* After a failure: says what the statement may have done all the same; nothing where that cannot be. */
void mysqldb_add_part(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_span sql);

#endif
