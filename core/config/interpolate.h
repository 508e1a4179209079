/* interpolate.h: %(key)s and ${NAME} in the values of an ini file.
 *
 * %(name)s is the value of another key, itself interpolated; %% a percent sign.  ${NAME},
 * ${NAME:-default} (when unset or empty) and ${NAME:?message} (an error then) are variables, inserted as
 * they are; $${ stands for a literal "${".  Defaults may hold all of these again. */
#ifndef INTERPOLATE_H
#define INTERPOLATE_H

#include <stdbool.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* The place where names are looked up. */
struct interpolate_scope {
	/* The value of a key, NULL when there is none.  Set *literal when it is not to be interpolated
	 * itself. */
	const char *(*key)(void *payload, const char *name, bool *literal);
	/* *value NULL: it is not set anywhere.  A negative code is an error. */
	int (*variable)(const char **value, void *payload, const char *name, struct sqlembic_error *err);
	void *payload;
	bool is_url; /* percent-encode variables where the URL so far asks for it: url_encodes_after */
};

/* Appends `text` with everything replaced.  Messages name keys and variables, never values. */
int interpolate_expand(struct sqlembic_buf *out, const struct interpolate_scope *scope, const char *text,
		       struct sqlembic_error *err);

#endif
