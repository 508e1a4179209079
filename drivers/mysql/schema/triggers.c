/* triggers.c: triggers that do not work, since their table has lost a column that they name.
 *
 * The server keeps such a trigger, and does not make one: every statement on its table fails.  In a copy of the schema another
 * one takes its place. */
#include <string.h>

#include "kinds.h"
#include "programs.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* What a table has without SHOW CREATE TABLE having to say so: MySQL's own primary key, MariaDB's history. */
static bool is_hidden(const char *name)
{
	return sqlembic_casecmp(name, "my_row_id") == 0 || sqlembic_casecmp(name, "row_start") == 0 ||
	       sqlembic_casecmp(name, "row_end") == 0;
}

static bool has_column(const struct sqlembic_side *side, const struct sqlembic_fact *table,
		       const struct sqlembic_token *token)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT, identity = SQLEMBIC_BUF_INIT;
	if (token->kind == SQLEMBIC_TOKEN_NAME)
		mysqldb_text_unquote(&name, sqlembic_token_inside(token));
	else
		sqlembic_buf_add(&name, token->text.ptr, token->text.len);
	mysqldb_text_part_identity(&identity, table->identity, sqlembic_buf_text(&name), true);
	bool has = name.failed || identity.failed || is_hidden(sqlembic_buf_text(&name)) ||
		   side->find(side, MYSQLDB_COLUMN, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&name);
	sqlembic_buf_release(&identity);
	return has;
}

bool mysqldb_triggers_is_broken(const struct sqlembic_side *side, const struct sqlembic_fact *trigger)
{
	const struct sqlembic_fact *table = trigger->kind == MYSQLDB_TRIGGER ? side->parent(side, trigger)
									     : NULL;
	struct sqlembic_token token;
	if (!table || table->values[MYSQLDB_TABLE_OPAQUE])
		return false;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(trigger->values[MYSQLDB_PROGRAM_DEFINITION]);
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind != SQLEMBIC_TOKEN_WORD ||
		    !(sqlembic_token_is(&token, "NEW") || sqlembic_token_is(&token, "OLD")) ||
		    !sqlembic_token_take_mark(&tokens, '.') || !sqlembic_token_next(&tokens, &token))
			continue;
		if ((token.kind == SQLEMBIC_TOKEN_WORD || token.kind == SQLEMBIC_TOKEN_NAME) &&
		    !has_column(side, table, &token))
			return true;
	}
	return false;
}

/* "TRIGGER `name` BEFORE INSERT ON `t` FOR EACH ROW ...": all but what it does. */
void mysqldb_triggers_write_stand_in(struct mysqldb_emit *emit, const struct sqlembic_fact *trigger)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const char *definition = trigger->values[MYSQLDB_PROGRAM_DEFINITION];
	struct sqlembic_tokens tokens = mysqldb_text_tokens(definition);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token) && !sqlembic_token_is(&token, "ROW"))
		;
	sqlembic_buf_puts(&sql, "CREATE ");
	sqlembic_buf_add(&sql, definition, (size_t)(tokens.at - definition));
	sqlembic_buf_puts(&sql, " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this trigger did not work'");
	mysqldb_emit(emit, &sql);
}
