/* subject.h: what a statement that runs outside of transactions is about. */
#ifndef POSTGRESQL_SUBJECT_H
#define POSTGRESQL_SUBJECT_H

#include "sqlembic/buf.h"

enum postgres_subject_kind {
	POSTGRES_OTHER,
	POSTGRES_CREATES_INDEX,
	POSTGRES_CREATES_UNNAMED, /* the server chooses a name */
	POSTGRES_DROPS_INDEX,
	POSTGRES_REINDEXES_INDEX,
	POSTGRES_REINDEXES_TABLE,
	POSTGRES_REINDEXES_SCHEMA,
	POSTGRES_REINDEXES_DATABASE,
	POSTGRES_ADDS_VALUE /* `name` to the enum `table` */
};
struct postgres_subject {
	enum postgres_subject_kind kind;
	struct sqlembic_span name, table; /* as written; empty where the kind has none */
};
struct postgres_subject postgres_read_subject(struct sqlembic_span sql);

#endif
