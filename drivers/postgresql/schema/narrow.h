/* narrow.h: the relations that an open transaction has touched.  What it leaves is found among them, at less cost than in the whole
 * catalog. */
#ifndef POSTGRESQL_SCHEMA_NARROW_H
#define POSTGRESQL_SCHEMA_NARROW_H

#include "../session.h"

/* Of one session. */
struct postgres_narrow {
	struct sqlembic_buf relations; /* their OIDs, with commas between them */
	bool is_all;                   /* which ones is not known: all are read */
	bool is_on;
};

/* As struct sqlembic_traces says. */
int postgres_narrow_note(struct sqlembic_session *session, struct sqlembic_error *err);
void postgres_narrow_turn(struct sqlembic_session *session, bool on);

/* The OIDs; NULL: all are told. */
const char *postgres_narrow_of(const struct postgres_session *s);
void postgres_narrow_release(struct postgres_session *s);

#endif
