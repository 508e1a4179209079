/* options.h: the `options` that come with a connection, one by one, as the server reads them. */
#ifndef POSTGRESQL_OPTIONS_H
#define POSTGRESQL_OPTIONS_H

#include "sqlembic/buf.h"

/* Zero it to begin with. */
struct postgres_option {
	struct sqlembic_span raw; /* as it is written */
	const char *name, *value; /* of a setting; NULL: it is something else */
	struct sqlembic_buf text; /* which these are in */
};

/* False: there are no more, or no memory (text.failed). */
bool postgres_option_next(struct postgres_option *option, const char **rest);
void postgres_option_release(struct postgres_option *option);

#endif
