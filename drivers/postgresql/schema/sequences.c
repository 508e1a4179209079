/* sequences.c: sequences, and the columns that own them. */
#include "sequences.h"

#include <stdlib.h>

#include "tables.h"

enum {
	SEQUENCE_PERSISTENCE,
	SEQUENCE_TYPE,
	SEQUENCE_START,
	SEQUENCE_INCREMENT,
	SEQUENCE_MINIMUM,
	SEQUENCE_MAXIMUM,
	SEQUENCE_CACHE,
	SEQUENCE_CYCLE
};

const struct sqlembic_attribute postgres_sequence_attributes[] = {
	[SEQUENCE_PERSISTENCE] = { "persistence", 0 },
	[SEQUENCE_TYPE] = { "type", 0 },
	[SEQUENCE_START] = { "start", 0 },
	[SEQUENCE_INCREMENT] = { "increment", 0 },
	[SEQUENCE_MINIMUM] = { "minimum", 0 },
	[SEQUENCE_MAXIMUM] = { "maximum", 0 },
	[SEQUENCE_CACHE] = { "cache", 0 },
	[SEQUENCE_CYCLE] = { "cycle", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(sequence)
{
	const char *persistence = postgres_value(fact, SEQUENCE_PERSISTENCE),
		   *cycle = postgres_value(fact, SEQUENCE_CYCLE);
	(void)to;
	return postgres_emit(out, err,
			     "CREATE %s%sSEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START "
			     "WITH %s CACHE %s%s",
			     persistence ? persistence : "", persistence ? " " : "", fact->identity,
			     postgres_value(fact, SEQUENCE_TYPE), postgres_value(fact, SEQUENCE_INCREMENT),
			     postgres_value(fact, SEQUENCE_MINIMUM), postgres_value(fact, SEQUENCE_MAXIMUM),
			     postgres_value(fact, SEQUENCE_START), postgres_value(fact, SEQUENCE_CACHE),
			     cycle ? " CYCLE" : "");
}

POSTGRES_DROP(sequence)
{
	(void)from;
	return postgres_emit(out, err, "DROP SEQUENCE %s", fact->identity);
}

bool postgres_starts_outside(const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			     unsigned start, unsigned minimum, unsigned maximum)
{
	long long value = strtoll(postgres_value(before, start), NULL, 10);
	return value < strtoll(postgres_value(after, minimum), NULL, 10) ||
	       value > strtoll(postgres_value(after, maximum), NULL, 10);
}

int postgres_tell_bounds(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 unsigned minimum, unsigned maximum, struct sqlembic_error *err)
{
	bool narrower = strtoll(postgres_value(change->after, minimum), NULL, 10) >
				strtoll(postgres_value(change->before, minimum), NULL, 10) ||
			strtoll(postgres_value(change->after, maximum), NULL, 10) <
				strtoll(postgres_value(change->before, maximum), NULL, 10);
	return narrower ? postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
					"sequence %s has to be between its new bounds", change->after->shown)
			: 0;
}

POSTGRES_ALTER(sequence)
{
	const struct sqlembic_fact *after = change->after;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (change->changed & BIT(SEQUENCE_PERSISTENCE))
		rc = postgres_emit(out, err, "ALTER SEQUENCE %s SET %s", after->identity,
				   postgres_value(after, SEQUENCE_PERSISTENCE) ? "UNLOGGED" : "LOGGED");
	if (rc < 0 || !(change->changed & ~BIT(SEQUENCE_PERSISTENCE)))
		return rc;
	sqlembic_buf_printf(&sql, "ALTER SEQUENCE %s", after->identity);
	if (change->changed & BIT(SEQUENCE_TYPE))
		sqlembic_buf_printf(&sql, " AS %s", postgres_value(after, SEQUENCE_TYPE));
	sqlembic_buf_printf(&sql, " INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s",
			    postgres_value(after, SEQUENCE_INCREMENT),
			    postgres_value(after, SEQUENCE_MINIMUM), postgres_value(after, SEQUENCE_MAXIMUM),
			    postgres_value(after, SEQUENCE_START));
	if (postgres_starts_outside(change->before, after, SEQUENCE_START, SEQUENCE_MINIMUM,
				    SEQUENCE_MAXIMUM))
		sqlembic_buf_printf(&sql, " RESTART WITH %s", postgres_value(after, SEQUENCE_START));
	sqlembic_buf_printf(&sql, " CACHE %s %s", postgres_value(after, SEQUENCE_CACHE),
			    postgres_value(after, SEQUENCE_CYCLE) ? "CYCLE" : "NO CYCLE");
	rc = postgres_tell_bounds(out, change, SEQUENCE_MINIMUM, SEQUENCE_MAXIMUM, err);
	if (rc == 0)
		return postgres_emit_buf(out, &sql, 0, err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* ---- owners ---- */

/* Another owner comes in two statements: the old one is let go before its column changes, and with that the sequence. */

enum { OWNED_COLUMN };

const struct sqlembic_attribute postgres_owned_attributes[] = {
	[OWNED_COLUMN] = { "column", 0 },
	{ NULL, 0 },
};

static const struct sqlembic_fact *table_of(const struct sqlembic_side *side,
					    const struct sqlembic_fact *owned)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = side->used(side, owned, i)); i++)
		if (used->kind == POSTGRES_COLUMN)
			return side->parent(side, used);
	return NULL;
}

/* The user, if it is not the one who runs the script, that owns the table of a new sequence; the server wants it to own that
 * as well.  What becomes of the owner of a table that is there has been done before. */
static const char *user_of_table(const struct sqlembic_action_sink *out, const struct sqlembic_fact *owned)
{
	const struct sqlembic_fact *table = table_of(out->to, owned), *before, *after;
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	if (!table)
		return NULL;
	sqlembic_buf_printf(&identity, "%s %s", postgres_value(table, TABLE_WORD), table->identity);
	before = out->from->find(out->from, POSTGRES_OWNER, sqlembic_buf_text(&identity));
	after = out->to->find(out->to, POSTGRES_OWNER, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return before && after ? postgres_owner(after) : NULL;
}

POSTGRES_CREATE(owned)
{
	const char *user = user_of_table(out, fact);
	int rc = 0;
	(void)to;
	if (user && !out->from->find(out->from, POSTGRES_OWNED, fact->identity))
		rc = postgres_emit(out, err, "ALTER SEQUENCE %s OWNER TO %s", fact->identity, user);
	return rc == 0 ? postgres_emit(out, err, "ALTER SEQUENCE %s OWNED BY %s", fact->identity,
				       postgres_value(fact, OWNED_COLUMN))
		       : rc;
}

POSTGRES_DROP(owned)
{
	(void)from;
	return postgres_emit(out, err, "ALTER SEQUENCE %s OWNED BY NONE", fact->identity);
}
