/* compose.h: the messages that read a catalog, made of the files of sql/ for one version of the server. */
#ifndef POSTGRESQL_SCHEMA_COMPOSE_H
#define POSTGRESQL_SCHEMA_COMPOSE_H

#include "sqlembic/buf.h"

#define POSTGRES_PARTS 12

struct postgres_part {
	char name[16];
	struct sqlembic_span text;
};

struct postgres_compose {
	int version; /* 16, not 160004 */
	struct sqlembic_buf common;
	struct postgres_part parts[POSTGRES_PARTS]; /* of `common`: what queries share */
	size_t nparts;
	/* Where queries get names: their numbers by place, and the last one that is in use; NULL: nowhere. */
	unsigned *numbers, *last_number;
	size_t at; /* the place of the next query */
};

/* A file of sql/ as it is. */
const char *postgres_text_of(const char *file);
/* Appends what of it is for this version of the server. */
void postgres_compose_text(struct sqlembic_buf *out, const char *file, int version);
void postgres_compose_begin(struct postgres_compose *c, int version);
void postgres_compose_end(struct postgres_compose *c);
/* Appends settings.sql, with its marks for arguments. */
void postgres_compose_settings(struct sqlembic_buf *out, const struct postgres_compose *c);
/* Appends a query that yields a digit for each condition in these files: 0, where the queries behind it would find nothing. */
void postgres_compose_probe(struct sqlembic_buf *out, struct postgres_compose *c, const char *const *files,
			    size_t n);
/* Appends the queries of a file that are worth it; *present, the digits, moves on. */
void postgres_compose_queries(struct sqlembic_buf *out, struct postgres_compose *c, const char *file,
			      const char **present);

#endif
