/* index_make.c: the statements that make an index, for those that make one with their own. */
#include "dangers.h"

#include <string.h>

#include "lookalikes.h"

/* "1 100, 2 50": numbers of columns and their targets. */
static int set_targets(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index,
		       const char *targets, bool reset, struct sqlembic_error *err)
{
	int rc = 0;
	for (const char *p = targets; rc == 0 && p && *p;) {
		size_t number = strcspn(p, " "), n = strcspn(p, ",");
		rc = postgres_emit(out, err, "ALTER INDEX %s ALTER COLUMN %.*s SET STATISTICS %.*s",
				   index->identity, (int)number, p, reset ? 2 : (int)(n - number - 1),
				   reset ? "-1" : p + number + 1);
		p += n + (p[n] ? 2 : 0);
	}
	return rc;
}

void postgres_index_add(struct sqlembic_buf *out, const struct sqlembic_fact *index)
{
	const char *definition = postgres_value(index, INDEX_DEFINITION),
		   *tablespace = postgres_value(index, INDEX_TABLESPACE);
	size_t end = tablespace ? postgres_find_clause(definition, " WHERE ") : strlen(definition);
	sqlembic_buf_add(out, definition, end);
	if (tablespace)
		sqlembic_buf_printf(out, " TABLESPACE %s", tablespace);
	sqlembic_buf_puts(out, definition + end);
}

int postgres_index_tell(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			const struct sqlembic_fact *index, struct sqlembic_error *err)
{
	return postgres_value(index, INDEX_UNIQUE)
		       ? postgres_danger_of_index(out, to, index, postgres_value(index, INDEX_TABLE),
						  postgres_value(index, INDEX_DEFINITION), err)
		       : 0;
}

int postgres_index_set_targets(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index,
			       struct sqlembic_error *err)
{
	return set_targets(out, index, postgres_value(index, INDEX_STATISTICS), false, err);
}

int postgres_index_reset_targets(const struct sqlembic_action_sink *out, const struct sqlembic_fact *before,
				 const struct sqlembic_fact *after, struct sqlembic_error *err)
{
	return set_targets(out, after, postgres_value(before, INDEX_STATISTICS), true, err);
}

int postgres_index_make(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			const struct sqlembic_fact *index, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = postgres_index_tell(out, to, index, err);
	postgres_index_add(&sql, index);
	if (rc == 0)
		rc = postgres_emit_buf(out, &sql, postgres_evaluates(to, index), err);
	else
		sqlembic_buf_release(&sql);
	return rc == 0 ? postgres_index_set_targets(out, index, err) : rc;
}
