/* narrow.h: the relations that an open transaction has touched.  What it leaves is found among them, at less cost than in the whole
 * catalog. */
#ifndef POSTGRESQL_SCHEMA_NARROW_H
#define POSTGRESQL_SCHEMA_NARROW_H

#include "../session.h"
#include "traces_tally.h"

#define POSTGRES_UNLOCKED 4

/* Of one session. */
struct postgres_narrow {
	long long unlocked
		[POSTGRES_UNLOCKED];   /* rows that were changed before in the catalogs that narrow.c names */
	struct sqlembic_buf relations; /* their OIDs, with commas between them */
	bool is_all;                   /* which ones is not known: all are read */
	bool is_on;
};

/* Before the scripts; `tallies` are those of this moment. */
int postgres_narrow_begin(struct postgres_session *s, const struct postgres_tallies *tallies,
			  struct sqlembic_error *err);
/* As struct sqlembic_traces says. */
int postgres_narrow_note(struct sqlembic_session *session, struct sqlembic_error *err);
void postgres_narrow_switch(struct sqlembic_session *session, bool on);

/* The OIDs; NULL: all are told. */
const char *postgres_narrow_of(const struct postgres_session *s);
void postgres_narrow_release(struct postgres_session *s);

#endif
