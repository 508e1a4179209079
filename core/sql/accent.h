/* accent.h: whether what a server does not understand is another engine's SQL.  By tokens, never by text in quotes or
 * comments. */
#ifndef ACCENT_H
#define ACCENT_H

#include "sql/scan.h"

/* What was not understood, in a statement of the dialect's, and in whose SQL it has a meaning. */
struct accent {
	struct sqlembic_span text; /* borrowed from the statement */
	const char *pattern;       /* of struct sqlembic_dialect */
};

/* `position`: the byte (from 1) of the statement where the server has stopped; 0: it does not say.  The longest text round it
 * that another engine has a pattern for, and this one has not. */
bool accent_find(struct accent *out, const struct sqlembic_dialect *dialect, struct sqlembic_span sql,
		 size_t position);

/* Adds what accent_find() finds to a driver's error of syntax, or of a word that the server does not know.  Called before the
 * error has the excerpt of the statement. */
void accent_explain(struct sqlembic_error *err, const struct sqlembic_dialect *dialect,
		    const struct statement *statement);

#endif
