/* written.h: a revision as files that were made of it, or that it was made of: what `import` and `export` list. */
#ifndef WRITTEN_H
#define WRITTEN_H

#include <jansson.h>
#include <stdbool.h>

#include "sqlembic/buf.h"

struct written {
	const char *revision, *message;
	const char *up_key, *up;     /* the file, and its name in JSON */
	const char *down_key, *down; /* NULL: irreversible */
	const char *transaction;
	bool is_new;
};

/* " (transaction: off) (irreversible) (there already)", what of it holds. */
void written_marks(struct sqlembic_buf *out, const struct written *written);
/* NULL when out of memory. */
json_t *written_json(const struct written *written);

#endif
