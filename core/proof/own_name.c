/* own_name.c: see own_name.h. */
#include "proof/own_name.h"

#include "sqlembic/error.h"

int own_name_take(struct own_name *own, struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_buf *text = &own->text;
	if (!own->schema->unname || !own->database)
		return 0;
	sqlembic_buf_clear(text);
	const bool is_named = own->schema->unname(text, statement->sql, statement->classes, own->database);
	if (text->failed)
		return sqlembic_fail_memory(err);
	if (!is_named)
		return 0;
	statement->sql = statement->text = (struct sqlembic_span){ text->ptr, text->len };
	statement->classes &= ~(unsigned)SQLEMBIC_CLASS_SERVER;
	return 0;
}

void own_name_release(struct own_name *own)
{
	sqlembic_buf_release(&own->text);
}
