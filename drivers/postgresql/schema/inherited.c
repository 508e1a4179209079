/* inherited.c: see inherited.h. */
#include "inherited.h"

#include <string.h>

#include "tables.h"

const char *postgres_inherited_checks(const struct sqlembic_side *side, const char *identity)
{
	const struct sqlembic_fact *table = side->find(side, POSTGRES_TABLE, identity);
	return table && side->find(side, POSTGRES_PARTITION, identity) ? postgres_value(table, TABLE_CHECKS)
								       : NULL;
}

const char *postgres_inherited_keys(const struct sqlembic_side *side, const char *identity)
{
	const struct sqlembic_fact *table = side->find(side, POSTGRES_TABLE, identity);
	return table ? postgres_value(table, TABLE_FOREIGN_KEYS) : NULL;
}

/* Whether `parent` (so many bytes of a list) has this check, be it from its own parents. */
static bool gives_check(const struct sqlembic_side *side, struct sqlembic_span parent,
			struct sqlembic_span line)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	const char *name = line.ptr + strlen("CONSTRAINT ");
	sqlembic_buf_printf(&identity, "%.*s", (int)parent.len, parent.ptr);
	const struct sqlembic_fact *table = side->find(side, POSTGRES_TABLE, sqlembic_buf_text(&identity));
	bool gives = table && postgres_has_line(postgres_value(table, TABLE_CHECKS), line);
	sqlembic_buf_printf(&identity, ".%.*s", (int)postgres_find_clause(name, " CHECK "), name);
	gives |= side->find(side, POSTGRES_CHECK, sqlembic_buf_text(&identity)) != NULL;
	sqlembic_buf_release(&identity);
	return gives;
}

bool postgres_check_is_given(const struct sqlembic_side *side, const char *list, const char *other,
			     bool in_other, struct sqlembic_span line)
{
	struct sqlembic_span item;
	while ((item = postgres_next_in_list(&list)).len > 0)
		if (postgres_is_in_list(other, item.ptr, item.len) == in_other &&
		    gives_check(side, item, line))
			return true;
	return false;
}

bool postgres_check_is_left(const struct sqlembic_side *from, const struct sqlembic_side *to,
			    const char *identity, struct sqlembic_span line)
{
	const struct sqlembic_fact *before = from->find(from, POSTGRES_TABLE, identity),
				   *after = to->find(to, POSTGRES_TABLE, identity);
	if (!before || !after || !postgres_has_line(postgres_value(before, TABLE_CHECKS), line))
		return false;
	const char *old = postgres_value(before, TABLE_INHERITS),
		   *now = postgres_value(after, TABLE_INHERITS);
	return postgres_check_is_given(from, old, now, false, line) &&
	       !postgres_check_is_given(from, old, now, true, line);
}
