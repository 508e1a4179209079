/* conninfo.h: from a URL to the parameters of libpq. */
#ifndef POSTGRESQL_CONNINFO_H
#define POSTGRESQL_CONNINFO_H

#include "session.h"

#define POSTGRES_MADE 32
struct postgres_conninfo {
	const char **keywords, **values; /* end with NULL; the strings belong to the URL or to `made` */
	char *made[POSTGRES_MADE];
	size_t nmade;
	long connect_timeout_ms;                    /* 0: none */
	long statement_timeout_ms, lock_timeout_ms; /* of the URL; 0: it says nothing */
	bool has_statement_timeout;                 /* so do its options, for the server to read */
	bool wants_writer;                          /* of several hosts; only by default */
	bool failed;                                /* out of memory */
	/* The settings that are in the options, as ", set_config(...)" for a transaction and for a session: poolers refuse
	 * options, or drop them; and the options without these, NULL: those of the environment. */
	struct sqlembic_buf local, lasting;
	struct sqlembic_buf path; /* the search_path that is in the options; empty: none is */
	const char *other_options;
};
int postgres_conninfo_make(struct postgres_conninfo *out, const struct sqlembic_connect *connect,
			   struct sqlembic_error *err);
/* A keyword that is set again replaces what it was; the strings are borrowed. */
void postgres_conninfo_set(struct postgres_conninfo *info, const char *keyword, const char *value);
void postgres_conninfo_release(struct postgres_conninfo *info);

#endif
