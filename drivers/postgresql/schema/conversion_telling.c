/* conversion_telling.c: see conversion_telling.h. */
#include "conversion_telling.h"

/* `where` is empty where the rows cannot be asked for. */
static void tell(struct postgres_conversion *t, unsigned flags, const char *what, const char *where)
{
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	t->is_judged = true;
	if (*where && t->has_elements)
		sqlembic_buf_printf(&probe,
				    "SELECT count(*) FROM %s WHERE EXISTS (SELECT FROM pg_catalog.unnest(%s) "
				    "AS e (%s) WHERE %s)",
				    t->table, t->column, t->name, where);
	else if (*where)
		sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s WHERE %s", t->table, where);
	if (t->rc == 0)
		t->rc = postgres_tell(t->out, t->err, flags, &probe, "column %s %s", t->change->after->shown,
				      what);
	else
		sqlembic_buf_release(&probe);
}

/* A number that is too large for its new type stops the change as well. */
void postgres_conversion_loses(struct postgres_conversion *t, const char *what, struct sqlembic_buf *where)
{
	tell(t, SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_MAY_FAIL, what, sqlembic_buf_text(where));
	sqlembic_buf_release(where);
}

void postgres_conversion_may_fail(struct postgres_conversion *t, const char *what, struct sqlembic_buf *where)
{
	tell(t, SQLEMBIC_ACTION_MAY_FAIL, what, sqlembic_buf_text(where));
	sqlembic_buf_release(where);
}

void postgres_conversion_add_changed(struct sqlembic_buf *where, const struct postgres_conversion *t)
{
	sqlembic_buf_printf(where, "%s::%s::%s <> %s", t->name, t->to.text, t->from.text, t->name);
}
