/* partition_numbers.h: identity columns of partitions. */
#ifndef POSTGRESQL_SCHEMA_PARTITION_NUMBERS_H
#define POSTGRESQL_SCHEMA_PARTITION_NUMBERS_H

#include "kinds.h"

/* Behind ATTACH PARTITION: those below the partition, which are attached to it already, number themselves, too. */
int postgres_number_attached(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			     const struct sqlembic_fact *partition, struct sqlembic_error *err);
/* Those below a table that do not, though they should, come to do so: the server refuses to take it from them all. */
int postgres_number_partitions(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
			       const char *table, struct sqlembic_error *err);

#endif
