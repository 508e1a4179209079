/* subject.c: reads from a statement of DDL which objects are there, or are not, once it has taken effect.  It knows as much
 * grammar as that takes, and leaves out what it does not know: no fact is better than a wrong one. */
#include "subject.h"

#include "batch.h"

struct name {
	struct sqlembic_span schema, name;
};

static bool is_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_WORD || token->kind == SQLEMBIC_TOKEN_NAME;
}

/* Takes "name" or "schema.name"; false: there is none. */
static bool take_name(struct name *out, struct sqlembic_tokens *tokens)
{
	struct sqlembic_tokens ahead = *tokens;
	struct sqlembic_token token;
	*out = (struct name){ { NULL, 0 }, { NULL, 0 } };
	if (!sqlembic_token_next(&ahead, &token) || !is_name(&token))
		return false;
	out->name = token.text;
	*tokens = ahead;
	if (!sqlembic_token_take_mark(tokens, '.'))
		return true;
	out->schema = out->name;
	(void)sqlembic_token_next(tokens, &token);
	out->name = token.text;
	return is_name(&token);
}

static bool take_any(struct sqlembic_tokens *tokens, const char *const *words)
{
	for (; *words; words++)
		if (sqlembic_token_take(tokens, *words))
			return true;
	return false;
}

static void add(struct mysqldb_subject *out, enum mysqldb_object object, const struct name *table,
		const struct name *name, bool present)
{
	if (out->n < MYSQLDB_FACTS)
		out->facts[out->n++] = (struct mysqldb_fact){
			.object = object,
			.schema = table ? table->schema : name->schema,
			.table = table ? table->name : (struct sqlembic_span){ NULL, 0 },
			.name = name->name,
			.present = present,
		};
}

static void add_named(struct mysqldb_subject *out, enum mysqldb_object object, const struct name *table,
		      struct sqlembic_tokens *tokens, bool present)
{
	struct name name;
	if (take_name(&name, tokens))
		add(out, object, table, &name, present);
}

/* ---- CREATE and DROP ------------------------------------------------------------------------------------- */

/* Rows that come along make it two steps to a server that crashes. */
static bool takes_rows(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	size_t depth = 0;
	if (sqlembic_token_mentions(tokens, "SELECT"))
		return true;
	while (sqlembic_token_next(&tokens, &token)) {
		depth += sqlembic_token_is_mark(&token, '(');
		depth -= sqlembic_token_is_mark(&token, ')') && depth > 0;
		if (depth == 0 && (sqlembic_token_is(&token, "AS") || sqlembic_token_is(&token, "VALUES") ||
				   sqlembic_token_is(&token, "TABLE")))
			return true;
	}
	return false;
}

static void read_index(struct mysqldb_subject *out, struct sqlembic_tokens *tokens, bool present)
{
	struct name index, table;
	if (!take_name(&index, tokens))
		return;
	if (!sqlembic_token_take(tokens, "USING BTREE"))
		(void)sqlembic_token_take(tokens, "USING HASH");
	if (sqlembic_token_take(tokens, "ON") && take_name(&table, tokens))
		add(out, MYSQLDB_INDEX, &table, &index, present);
}

/* The kind of VIEW, routine, trigger or event, which stands behind DEFINER and other clauses. */
static bool find_kind(enum mysqldb_object *out, struct sqlembic_tokens *tokens)
{
	static const struct {
		const char *word;
		enum mysqldb_object object;
	} kinds[] = { { "VIEW", MYSQLDB_TABLE },
		      { "TRIGGER", MYSQLDB_TRIGGER },
		      { "EVENT", MYSQLDB_EVENT },
		      { "PROCEDURE", MYSQLDB_ROUTINE },
		      { "FUNCTION", MYSQLDB_ROUTINE } };
	struct sqlembic_token token;
	for (size_t clause = 0; clause < 16 && sqlembic_token_next(tokens, &token); clause++) {
		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
			if (sqlembic_token_is(&token, kinds[i].word)) {
				*out = kinds[i].object;
				return true;
			}
		}
	}
	return false;
}

static void read_program(struct mysqldb_subject *out, struct sqlembic_tokens *tokens, bool present)
{
	enum mysqldb_object object;
	/* Functions of a shared library (SONAME) are listed elsewhere. */
	if (find_kind(&object, tokens) && !sqlembic_token_mentions(*tokens, "SONAME"))
		add_named(out, object, NULL, tokens, present);
}

static void read_create(struct mysqldb_subject *out, struct sqlembic_tokens *tokens)
{
	static const char *const kinds[] = { "UNIQUE", "FULLTEXT", "SPATIAL", NULL };
	if (sqlembic_token_take(tokens, "TABLE")) {
		struct name name;
		if (take_name(&name, tokens) && !takes_rows(*tokens))
			add(out, MYSQLDB_TABLE, NULL, &name, true);
		return;
	}
	bool index = take_any(tokens, kinds);
	if (sqlembic_token_take(tokens, "INDEX"))
		read_index(out, tokens, true);
	else if (!index)
		read_program(out, tokens, true);
}

static void read_drop(struct mysqldb_subject *out, struct sqlembic_tokens *tokens)
{
	static const char *const lists[] = { "TABLE", "TABLES", "VIEW", NULL };
	if (sqlembic_token_take(tokens, "INDEX")) {
		read_index(out, tokens, false);
	} else if (take_any(tokens, lists)) {
		do
			add_named(out, MYSQLDB_TABLE, NULL, tokens, false);
		while (sqlembic_token_take_mark(tokens, ','));
	} else {
		read_program(out, tokens, false);
	}
}

/* ---- ALTER TABLE and RENAME ------------------------------------------------------------------------------ */

static void add_primary(struct mysqldb_subject *out, const struct name *table, bool present)
{
	static const char primary[] = "PRIMARY";
	const struct name name = { { NULL, 0 }, { primary, sizeof(primary) - 1 } };
	add(out, MYSQLDB_INDEX, table, &name, present);
}

/* An index without a name gets one from the server. */
static void add_index(struct mysqldb_subject *out, const struct name *table, struct sqlembic_tokens *tokens)
{
	if (!sqlembic_token_take(tokens, "USING"))
		add_named(out, MYSQLDB_INDEX, table, tokens, true);
}

/* Behind ADD CONSTRAINT. */
static void read_constraint(struct mysqldb_subject *out, const struct name *table,
			    struct sqlembic_tokens *tokens)
{
	static const char *const kinds[] = { "FOREIGN KEY", "CHECK", "UNIQUE", NULL };
	struct name name;
	if (sqlembic_token_take(tokens, "PRIMARY"))
		add_primary(out, table, true);
	else if (take_name(&name, tokens) && take_any(tokens, kinds))
		add(out, MYSQLDB_CONSTRAINT, table, &name, true);
}

static void read_add(struct mysqldb_subject *out, const struct name *table, struct sqlembic_tokens *tokens)
{
	static const char *const indexes[] = { "INDEX", "KEY", NULL };
	static const char *const kinds[] = { "UNIQUE", "FULLTEXT", "SPATIAL", NULL };
	static const char *const others[] = { "PARTITION", "FOREIGN", "CHECK",     "PERIOD", "SYSTEM",
					      "VECTOR",    "IF",      "COLUMN IF", NULL };
	if (sqlembic_token_take(tokens, "CONSTRAINT")) {
		read_constraint(out, table, tokens);
	} else if (sqlembic_token_take(tokens, "PRIMARY")) {
		add_primary(out, table, true);
	} else if (take_any(tokens, kinds)) {
		(void)take_any(tokens, indexes);
		add_index(out, table, tokens);
	} else if (take_any(tokens, indexes)) {
		add_index(out, table, tokens);
	} else if (!take_any(tokens, others)) {
		(void)sqlembic_token_take(tokens, "COLUMN");
		add_named(out, MYSQLDB_COLUMN, table, tokens, true);
	}
}

static void read_drop_part(struct mysqldb_subject *out, const struct name *table,
			   struct sqlembic_tokens *tokens)
{
	static const char *const indexes[] = { "INDEX", "KEY", NULL };
	static const char *const constraints[] = { "FOREIGN KEY", "CONSTRAINT", "CHECK", NULL };
	static const char *const others[] = { "PARTITION", "PERIOD", "SYSTEM", NULL };
	if (sqlembic_token_take(tokens, "PRIMARY")) {
		add_primary(out, table, false);
		return;
	}
	if (take_any(tokens, others))
		return;
	enum mysqldb_object object = take_any(tokens, indexes)       ? MYSQLDB_INDEX
				     : take_any(tokens, constraints) ? MYSQLDB_CONSTRAINT
								     : MYSQLDB_COLUMN;
	if (object == MYSQLDB_COLUMN)
		(void)sqlembic_token_take(tokens, "COLUMN");
	if (!sqlembic_token_take(tokens, "IF"))
		add_named(out, object, table, tokens, false);
}

static void add_renamed(struct mysqldb_subject *out, enum mysqldb_object object, const struct name *table,
			const struct name *from, const struct name *to)
{
	const size_t first = out->n;
	add(out, object, table, from, false);
	add(out, object, table, to, true);
	for (size_t i = first; i < out->n; i++)
		out->facts[i].is_renamed = object == MYSQLDB_TABLE;
}

/* "a TO b" of parts of a table, or of tables. */
static void read_rename(struct mysqldb_subject *out, enum mysqldb_object object, const struct name *table,
			struct sqlembic_tokens *tokens)
{
	struct name from, to;
	if (!take_name(&from, tokens) || !sqlembic_token_take(tokens, "TO") || !take_name(&to, tokens))
		return;
	add_renamed(out, object, table, &from, &to);
}

static void read_rename_part(struct mysqldb_subject *out, const struct name *table,
			     struct sqlembic_tokens *tokens)
{
	static const char *const indexes[] = { "INDEX", "KEY", NULL };
	static const char *const to[] = { "TO", "AS", NULL };
	struct name name;
	if (sqlembic_token_take(tokens, "COLUMN")) {
		read_rename(out, MYSQLDB_COLUMN, table, tokens);
	} else if (take_any(tokens, indexes)) {
		read_rename(out, MYSQLDB_INDEX, table, tokens);
	} else {
		(void)take_any(tokens, to);
		if (!take_name(&name, tokens))
			return;
		add_renamed(out, MYSQLDB_TABLE, NULL, table, &name);
	}
}

/* Behind the comma that ends a part. */
static bool next_part(struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(tokens, &token)) {
		if (sqlembic_token_is_mark(&token, ','))
			return true;
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(tokens);
	}
	return false;
}

/* The server does all parts or none. */
static void read_alter(struct mysqldb_subject *out, struct sqlembic_tokens *tokens)
{
	struct name table;
	(void)sqlembic_token_take(tokens, "IGNORE");
	if (!sqlembic_token_take(tokens, "TABLE") || !take_name(&table, tokens))
		return;
	do {
		if (sqlembic_token_take(tokens, "ADD"))
			read_add(out, &table, tokens);
		else if (sqlembic_token_take(tokens, "DROP"))
			read_drop_part(out, &table, tokens);
		else if (sqlembic_token_take(tokens, "RENAME"))
			read_rename_part(out, &table, tokens);
	} while (next_part(tokens));
}

void mysqldb_read_subject(struct mysqldb_subject *out, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	out->n = 0;
	/* What was there before may stay. */
	if (sqlembic_token_mentions(tokens, "EXISTS"))
		return;
	if (sqlembic_token_take(&tokens, "CREATE"))
		read_create(out, &tokens);
	else if (sqlembic_token_take(&tokens, "DROP"))
		read_drop(out, &tokens);
	else if (sqlembic_token_take(&tokens, "ALTER"))
		read_alter(out, &tokens);
	else if (sqlembic_token_take(&tokens, "RENAME TABLE"))
		do
			read_rename(out, MYSQLDB_TABLE, NULL, &tokens);
		while (sqlembic_token_take_mark(&tokens, ','));
	/* More than can be asked for: some of them would not be. */
	if (out->n == MYSQLDB_FACTS)
		out->n = 0;
}

void mysqldb_read_victims(struct mysqldb_subject *out, struct sqlembic_span sql)
{
	static const char *const kinds[] = { "TABLE", "TABLES", "VIEW", "SEQUENCE", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	out->n = 0;
	bool drops = sqlembic_token_take(&tokens, "DROP");
	if ((!drops && !sqlembic_token_take(&tokens, "CREATE OR REPLACE")) || !take_any(&tokens, kinds))
		return;
	(void)sqlembic_token_take(&tokens, "IF EXISTS");
	do
		add_named(out, MYSQLDB_TABLE, NULL, &tokens, false);
	while (drops && sqlembic_token_take_mark(&tokens, ','));
	if (drops && out->n < 2)
		out->n = 0;
}

bool mysqldb_names_accounts(struct sqlembic_span sql)
{
	static const char *const statements[] = { "CREATE USER", "CREATE OR REPLACE USER",
						  "ALTER USER",  "DROP USER",
						  "RENAME USER", "CREATE ROLE",
						  "DROP ROLE",   NULL };
	static const char *const grants[] = { "GRANT", "REVOKE", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	bool behind = take_any(&tokens, statements);
	if (!behind && !take_any(&tokens, grants))
		return false;
	while (sqlembic_token_next(&tokens, &token)) {
		behind = behind || sqlembic_token_is(&token, "TO") || sqlembic_token_is(&token, "FROM");
		if (behind && sqlembic_token_is_mark(&token, ','))
			return true;
	}
	return false;
}
