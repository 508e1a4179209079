/* tables.c: how tables are made, changed and dropped, foreign ones, too.  Their columns are in columns.c. */
#include "kinds.h"

#include <string.h>

#include "inherited.h"
#include "tables.h"

const struct sqlembic_attribute postgres_table_attributes[] = {
	[TABLE_WORD] = { "word", 0 },
	[TABLE_PERSISTENCE] = { "persistence", 0 },
	[TABLE_ACCESS_METHOD] = { "access method", 0 },
	[TABLE_TABLESPACE] = { "tablespace", 0 },
	[TABLE_PARAMETERS] = { "storage parameters", SQLEMBIC_ATTRIBUTE_UNORDERED },
	[TABLE_KEY] = { "partition key", 0 },
	[TABLE_KEY_TYPES] = { "partition key types", SQLEMBIC_ATTRIBUTE_FOLLOWS },
	[TABLE_INHERITS] = { "inherits", 0 },
	[TABLE_OF] = { "of type", 0 },
	[TABLE_SECURITY] = { "row security", 0 },
	[TABLE_FORCED] = { "forced row security", 0 },
	[TABLE_CHECKS] = { "inherited checks", SQLEMBIC_ATTRIBUTE_SILENT },
	[TABLE_SERVER] = { "server", 0 },
	[TABLE_OPTIONS] = { "foreign options", 0 },
	[TABLE_FOREIGN_KEYS] = { "foreign keys from above", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* ---- CREATE ---- */

static bool is_partition(const struct sqlembic_side *side, const struct sqlembic_fact *table)
{
	return side->find(side, POSTGRES_PARTITION, table->identity) != NULL;
}

/* A partition lists all its columns, another child those that are its own: the others come from its parents. */
static bool is_listed(const struct sqlembic_fact *column, bool is_partition)
{
	return is_partition || !postgres_equal(postgres_value(column, COLUMN_INHERITED), "inherited");
}

static void add_elements(struct sqlembic_buf *sql, const struct sqlembic_side *to,
			 const struct sqlembic_fact *table)
{
	bool partition = is_partition(to, table);
	const struct sqlembic_fact *part;
	const char *separator = "\n\t";
	for (size_t i = 0; (part = to->part(to, table, i)); i++) {
		if (part->kind != POSTGRES_COLUMN || !is_listed(part, partition))
			continue;
		sqlembic_buf_puts(sql, separator);
		postgres_add_element(sql, to, part);
		separator = ",\n\t";
	}
	/* To be attached it has to have the checks of the partitioned table. */
	const char *checks = postgres_inherited_checks(to, table->identity);
	for (struct sqlembic_span check; (check = postgres_next_line(&checks)).len > 0; separator = ",\n\t") {
		sqlembic_buf_puts(sql, separator);
		sqlembic_buf_add(sql, check.ptr, check.len);
	}
	if (separator[0] == ',')
		sqlembic_buf_putc(sql, '\n');
}

static void add_clause(struct sqlembic_buf *sql, const char *format, const char *value)
{
	if (value) {
		sqlembic_buf_puts(sql, format);
		sqlembic_buf_puts(sql, value);
	}
}

static void add_table(struct sqlembic_buf *sql, const struct sqlembic_side *to,
		      const struct sqlembic_fact *table)
{
	sqlembic_buf_puts(sql, "CREATE ");
	if (postgres_value(table, TABLE_PERSISTENCE))
		sqlembic_buf_printf(sql, "%s ", postgres_value(table, TABLE_PERSISTENCE));
	sqlembic_buf_printf(sql, "%s %s", postgres_value(table, TABLE_WORD), table->identity);
	if (postgres_value(table, TABLE_OF)) {
		add_clause(sql, " OF ", postgres_value(table, TABLE_OF));
	} else {
		sqlembic_buf_puts(sql, " (");
		add_elements(sql, to, table);
		sqlembic_buf_putc(sql, ')');
	}
	if (postgres_value(table, TABLE_INHERITS))
		sqlembic_buf_printf(sql, " INHERITS (%s)", postgres_value(table, TABLE_INHERITS));
	add_clause(sql, " SERVER ", postgres_value(table, TABLE_SERVER));
	postgres_add_options(sql, " OPTIONS (", postgres_value(table, TABLE_OPTIONS));
	add_clause(sql, " PARTITION BY ", postgres_value(table, TABLE_KEY));
	add_clause(sql, " USING ", postgres_value(table, TABLE_ACCESS_METHOD));
	postgres_add_parameters(sql, " WITH (", postgres_value(table, TABLE_PARAMETERS));
	add_clause(sql, " TABLESPACE ", postgres_value(table, TABLE_TABLESPACE));
}

static int finish_columns(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			  const struct sqlembic_fact *table, struct sqlembic_error *err)
{
	const struct sqlembic_fact *part;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (part = to->part(to, table, i)); i++)
		if (part->kind == POSTGRES_COLUMN)
			rc = postgres_finish_column(out, to, part, err);
	return rc;
}

static int set_security(const struct sqlembic_action_sink *out, const struct sqlembic_fact *table,
			uint64_t which, struct sqlembic_error *err)
{
	int rc = 0;
	const char *word = postgres_value(table, TABLE_WORD);
	if (which & BIT(TABLE_SECURITY))
		rc = postgres_emit(out, err, "ALTER %s %s %s ROW LEVEL SECURITY", word, table->identity,
				   postgres_value(table, TABLE_SECURITY) ? "ENABLE" : "DISABLE");
	if (rc == 0 && which & BIT(TABLE_FORCED))
		rc = postgres_emit(out, err, "ALTER %s %s %s ROW LEVEL SECURITY", word, table->identity,
				   postgres_value(table, TABLE_FORCED) ? "FORCE" : "NO FORCE");
	return rc;
}

POSTGRES_CREATE(table)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	add_table(&sql, to, fact);
	int rc = postgres_emit_buf(out, &sql, 0, err);
	if (rc == 0)
		rc = finish_columns(out, to, fact, err);
	uint64_t which = (postgres_value(fact, TABLE_SECURITY) ? BIT(TABLE_SECURITY) : 0) |
			 (postgres_value(fact, TABLE_FORCED) ? BIT(TABLE_FORCED) : 0);
	return rc == 0 ? set_security(out, fact, which, err) : rc;
}

POSTGRES_DROP(table)
{
	const char *word = postgres_value(fact, TABLE_WORD);
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	int rc = 0;
	(void)from;
	const struct sqlembic_fact *next = out->to->find(out->to, POSTGRES_TABLE, fact->identity);
	/* Rows of a partitioned table are those of its partitions, which stay, or say so themselves. */
	bool holds_rows = !postgres_value(fact, TABLE_SERVER) &&
			  !(postgres_value(fact, TABLE_KEY) && next && postgres_value(next, TABLE_KEY));
	if (holds_rows) {
		sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s", fact->identity);
		rc = postgres_tell(out, err, SQLEMBIC_ACTION_LOSES_DATA, &probe, "drops table %s",
				   fact->shown);
	}
	return rc < 0 ? rc : postgres_emit(out, err, "DROP %s %s", word, fact->identity);
}

/* ---- ALTER ---- */

POSTGRES_JUDGE(table)
{
	const uint64_t anew = BIT(TABLE_WORD) | BIT(TABLE_KEY) | BIT(TABLE_KEY_TYPES) | BIT(TABLE_SERVER);
	if (change->changed & anew)
		return SQLEMBIC_WAY_REBUILD;
	if (change->changed & BIT(TABLE_ACCESS_METHOD) && change->from->version < 150000)
		return SQLEMBIC_WAY_REBUILD;
	return SQLEMBIC_WAY_ALTER;
}

/* A partition's checks come and go with those of the partitioned table. */
POSTGRES_STAY(table)
{
	(void)user;
	return used->kind == POSTGRES_CHECK;
}

/* One clause of ALTER TABLE for a value that is set or goes back to its default. */
static int alter_value(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       unsigned attribute, const char *set, const char *unset, struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const char *value = postgres_value(after, attribute);
	if (!(change->changed & BIT(attribute)))
		return 0;
	return postgres_emit(out, err, "ALTER %s %s %s%s", postgres_value(after, TABLE_WORD), after->identity,
			     value ? set : unset, value && *set && set[strlen(set) - 1] == ' ' ? value : "");
}

/* Columns have to be as those of the type before it is theirs. */
static int alter_type(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	const char *type = postgres_value(change->after, TABLE_OF);
	if (!type)
		return postgres_emit(out, err, "ALTER TABLE %s NOT OF", change->after->identity);
	return postgres_emit_flagged(out, err, SQLEMBIC_ACTION_FINISHES, "ALTER TABLE %s OF %s",
				     change->after->identity, type);
}

POSTGRES_ALTER(table)
{
	const struct sqlembic_fact *after = change->after;
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&head, "ALTER %s %s", postgres_value(after, TABLE_WORD), after->identity);
	const char *text = sqlembic_buf_text(&head);
	int rc = alter_value(out, change, TABLE_PERSISTENCE, "SET UNLOGGED", "SET LOGGED", err);
	if (rc == 0)
		rc = alter_value(out, change, TABLE_ACCESS_METHOD, "SET ACCESS METHOD ",
				 change->to->version < 170000 ? "SET ACCESS METHOD heap"
							      : "SET ACCESS METHOD DEFAULT",
				 err);
	if (rc == 0)
		rc = alter_value(out, change, TABLE_TABLESPACE, "SET TABLESPACE ",
				 "SET TABLESPACE pg_default", err);
	if (rc == 0 && change->changed & BIT(TABLE_PARAMETERS))
		rc = postgres_change_parameters(out, text, postgres_value(change->before, TABLE_PARAMETERS),
						postgres_value(after, TABLE_PARAMETERS), err);
	if (rc == 0 && change->changed & BIT(TABLE_INHERITS))
		rc = postgres_alter_inheritance(out, change, postgres_value(change->before, TABLE_INHERITS),
						postgres_value(after, TABLE_INHERITS), err);
	if (rc == 0 && change->changed & BIT(TABLE_OF))
		rc = alter_type(out, change, err);
	if (rc == 0)
		rc = set_security(out, after, change->changed, err);
	if (rc == 0 && change->changed & BIT(TABLE_OPTIONS))
		rc = postgres_change_options(out, text, postgres_value(change->before, TABLE_OPTIONS),
					     postgres_value(after, TABLE_OPTIONS), err);
	sqlembic_buf_release(&head);
	return rc;
}

/* A name in quotes where it needs them: the last part of the identity. */
static const char *last_part(const struct sqlembic_fact *fact)
{
	const char *end = fact->identity + strlen(fact->identity);
	size_t n = strlen(fact->name);
	if (end[-1] != '"')
		return end - n;
	for (const char *p = end - 2; p > fact->identity; p--)
		if (*p == '"' && p[-1] == '.')
			return p;
	return fact->identity;
}

POSTGRES_RENAME(table)
{
	(void)side;
	return postgres_emit(out, err, "ALTER %s %s RENAME TO %s", postgres_value(before, TABLE_WORD),
			     before->identity, last_part(after));
}
