/* subject.h: what a statement of DDL makes or drops. */
#ifndef MYSQL_SUBJECT_H
#define MYSQL_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "sqlembic/buf.h"

enum mysqldb_object {
	MYSQLDB_TABLE, /* or view */
	MYSQLDB_COLUMN,
	MYSQLDB_INDEX,
	MYSQLDB_CONSTRAINT,
	MYSQLDB_ROUTINE,
	MYSQLDB_TRIGGER,
	MYSQLDB_EVENT
};

/* An object that is there, or is not, once the statement has taken effect.  Names are as written, quotes included. */
struct mysqldb_fact {
	enum mysqldb_object object;
	struct sqlembic_span schema, table,
		name; /* schema: empty is the default database; table: of a part of one */
	bool present;
	bool is_renamed; /* a table: what it is called is no change of it */
};

#define MYSQLDB_FACTS 16

struct mysqldb_subject {
	struct mysqldb_fact facts[MYSQLDB_FACTS];
	size_t n; /* 0: nothing that can be told */
};

void mysqldb_read_subject(struct mysqldb_subject *out, struct sqlembic_span sql);
/* The objects that MariaDB may have dropped although the statement has failed: those of a list that DROP has not come to the
 * end of, and the one that CREATE OR REPLACE could not make anew. */
void mysqldb_read_victims(struct mysqldb_subject *out, struct sqlembic_span sql);
/* Whether the statement makes, changes or drops several users or roles, which MariaDB does one by one. */
bool mysqldb_names_accounts(struct sqlembic_span sql);

#endif
