/* traces_contents.h: what a session sees of the rows of the catalog that a transaction has changed. */
#ifndef POSTGRESQL_SCHEMA_TRACES_CONTENTS_H
#define POSTGRESQL_SCHEMA_TRACES_CONTENTS_H

#include "traces_catalogs.h"

/* The catalogs that it has changed. */
struct postgres_contents {
	struct postgres_touched touched[POSTGRES_TOUCHED];
	size_t n;
	char xid[24];    /* of the transaction, as rows have it */
	bool had_undone; /* a part of it may have been rolled back: its rows were counted all the same */
};

/* Plans are made once, and not for each of the numbers that come. */
void postgres_contents_add_plan_mode(struct postgres_session *s);
/* Whether there is no row of the transaction's in its own session: costs less than to read them. */
int postgres_contents_are_none(struct postgres_session *s, const struct postgres_contents *contents,
			       bool *are_none, struct sqlembic_error *err);
/* The following ask the transaction's own session for what it has made or, for `is_before`, another one for what it has deleted or
 * replaced: the rows, their words where they differ, and how many there are of all. */
int postgres_contents_read(struct postgres_session *s, struct postgres_contents *contents, bool is_before,
			   struct sqlembic_error *err);
int postgres_contents_read_names(struct postgres_session *s, struct postgres_contents *contents,
				 bool is_before, struct sqlembic_error *err);
int postgres_contents_count(struct postgres_session *s, struct postgres_contents *contents, bool is_before,
			    struct sqlembic_error *err);
/* Whether what it has made is other than what was there before, where both were read. */
bool postgres_contents_differ(const struct postgres_touched *touched);

#endif
