/* lookalikes.h: indexes of a partition that the server takes for one another, and attributes of indexes. */
#ifndef POSTGRESQL_SCHEMA_LOOKALIKES_H
#define POSTGRESQL_SCHEMA_LOOKALIKES_H

#include "kinds.h"

enum {
	INDEX_DEFINITION,
	INDEX_TABLESPACE,
	INDEX_STATISTICS,
	INDEX_STATE,
	INDEX_UNIQUE,
	INDEX_ATTACHED, /* the index that it belongs to */
	INDEX_TABLE,
	INDEX_PARTITIONS,
	INDEX_PARAMETERS,
	INDEX_SHAPE /* of a partition's: all that the server looks at when it takes one */
};

/* Whether an index is made together with those that look like it when its table is attached. */
bool postgres_lookalike_waits(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index);
/* What comes right before a table is attached as a partition, and right behind. */
int postgres_lookalikes_before(const struct sqlembic_action_sink *out, const char *table,
			       struct sqlembic_error *err);
int postgres_lookalikes_behind(const struct sqlembic_action_sink *out, const char *table,
			       struct sqlembic_error *err);

/* ---- index_make.c ---- */

void postgres_index_add(struct sqlembic_buf *out, const struct sqlembic_fact *index);
int postgres_index_tell(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			const struct sqlembic_fact *index, struct sqlembic_error *err);
int postgres_index_set_targets(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index,
			       struct sqlembic_error *err);
/* Those that the index had before, of columns that may have none now. */
int postgres_index_reset_targets(const struct sqlembic_action_sink *out, const struct sqlembic_fact *before,
				 const struct sqlembic_fact *after, struct sqlembic_error *err);
/* All that makes it. */
int postgres_index_make(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			const struct sqlembic_fact *index, struct sqlembic_error *err);

#endif
