/* constraints.c: primary keys, unique and exclusion constraints, checks, foreign keys; constraints of domains. */
#include "dangers.h"

#include <string.h>

#include "../lex.h"
#include "sqlembic/token.h"
#include "inherited.h"
#include "tables.h"

const struct sqlembic_attribute postgres_constraint_attributes[] = {
	[CONSTRAINT_WORD] = { "word", SQLEMBIC_ATTRIBUTE_SILENT },
	[CONSTRAINT_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[CONSTRAINT_NAME] = { "constraint", SQLEMBIC_ATTRIBUTE_SILENT },
	[CONSTRAINT_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED | SQLEMBIC_ATTRIBUTE_KEY |
							  SQLEMBIC_ATTRIBUTE_PLAIN_STAYS },
	[CONSTRAINT_PARAMETERS] = { "storage parameters", SQLEMBIC_ATTRIBUTE_UNORDERED },
	[CONSTRAINT_TABLESPACE] = { "tablespace", 0 },
	[CONSTRAINT_PARTITIONED] = { "partitioned", SQLEMBIC_ATTRIBUTE_SILENT },
	[CONSTRAINT_ATTACHED] = { "attached", SQLEMBIC_ATTRIBUTE_SILENT },
	[CONSTRAINT_COLUMNS] = { "columns", SQLEMBIC_ATTRIBUTE_SILENT },
	[CONSTRAINT_PARTITIONS] = { "indexes of partitions", SQLEMBIC_ATTRIBUTE_FOLLOWS },
	{ NULL, 0 },
};

static struct sqlembic_span definition_of(const struct sqlembic_fact *constraint)
{
	const char *definition = postgres_value(constraint, CONSTRAINT_DEFINITION);
	return (struct sqlembic_span){ definition, strlen(definition) };
}

static bool has_index(const struct sqlembic_fact *fact)
{
	return fact->kind == POSTGRES_PRIMARY_KEY || fact->kind == POSTGRES_UNIQUE ||
	       fact->kind == POSTGRES_EXCLUSION;
}

/* Up to where index parameters belong. */
static size_t columns_end(const char *definition)
{
	static const char *const behind[] = { " WHERE (", " DEFERRABLE", " NOT DEFERRABLE", " INITIALLY" };
	size_t end = strlen(definition);
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		size_t at = postgres_find_clause(definition, behind[i]);
		end = at < end ? at : end;
	}
	return end;
}

/* Whether the table has this very check or foreign key from another, of which it is a partition on that side. */
static bool is_of_partition(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	const char *table = postgres_value(fact, CONSTRAINT_TABLE);
	const char *checks = fact->kind == POSTGRES_CHECK         ? postgres_inherited_checks(side, table)
			     : fact->kind == POSTGRES_FOREIGN_KEY ? postgres_inherited_keys(side, table)
								  : NULL;
	sqlembic_buf_printf(&line, "CONSTRAINT %s %s", postgres_value(fact, CONSTRAINT_NAME),
			    postgres_value(fact, CONSTRAINT_DEFINITION));
	bool found = postgres_has_line(checks, (struct sqlembic_span){ sqlembic_buf_text(&line), line.len });
	sqlembic_buf_release(&line);
	return found;
}

bool postgres_parent_keeps_key(const struct sqlembic_action_sink *out, const char *identity,
			       struct sqlembic_span definition)
{
	const struct sqlembic_side *from = out->from, *to = out->to;
	const struct sqlembic_fact *partition = from->find(from, POSTGRES_PARTITION, identity), *part;
	const struct sqlembic_fact *parent = partition ? from->find(from, POSTGRES_TABLE,
								    postgres_value(partition, PARTITION_OF))
						       : NULL;
	for (size_t i = 0; parent && (part = from->part(from, parent, i)); i++) {
		const struct sqlembic_fact *after = to->find(to, part->kind, part->identity);
		struct sqlembic_span key = part->kind == POSTGRES_FOREIGN_KEY ? definition_of(part)
									      : (struct sqlembic_span){ 0 };
		if (after && key.ptr && key.len == definition.len &&
		    memcmp(key.ptr, definition.ptr, key.len) == 0 &&
		    strcmp(key.ptr, definition_of(after).ptr) == 0 && !out->is_dropped(out->payload, part))
			return true;
	}
	return false;
}

/* Whether it is there already: what another table gave it, it has of its own when it is let go. */
static bool is_left_by_parent(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact)
{
	const char *table = postgres_value(fact, CONSTRAINT_TABLE);
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&line, "CONSTRAINT %s %s", postgres_value(fact, CONSTRAINT_NAME),
			    postgres_value(fact, CONSTRAINT_DEFINITION));
	bool is_of_child = fact->kind == POSTGRES_CHECK &&
			   postgres_check_is_left(
				   out->from, out->to, table,
				   (struct sqlembic_span){ sqlembic_buf_text(&line), line.len });
	sqlembic_buf_release(&line);
	if (is_of_child)
		return true;
	if (!is_of_partition(out->from, fact) || postgres_stays_partition(out->from, out->to, table))
		return false;
	return fact->kind != POSTGRES_FOREIGN_KEY ||
	       postgres_parent_keeps_key(out, table, definition_of(fact));
}

POSTGRES_CREATE(constraint)
{
	if (is_left_by_parent(out, fact) ||
	    (has_index(fact) && postgres_index_is_kept(out, fact, postgres_constraint_attributes)))
		return 0;
	const char *definition = postgres_value(fact, CONSTRAINT_DEFINITION);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	size_t end = columns_end(definition);
	bool is_valid = !strstr(definition, " NOT VALID") && !strstr(definition, " NOT ENFORCED");
	/* Keys of partitions are facts of their own. */
	bool only = has_index(fact) && postgres_value(fact, CONSTRAINT_PARTITIONED);
	sqlembic_buf_printf(&sql, "ALTER %s %s%s ADD CONSTRAINT %s %.*s",
			    postgres_value(fact, CONSTRAINT_WORD), only ? "ONLY " : "",
			    postgres_value(fact, CONSTRAINT_TABLE), postgres_value(fact, CONSTRAINT_NAME),
			    (int)end, definition);
	postgres_add_parameters(&sql, " WITH (", postgres_value(fact, CONSTRAINT_PARAMETERS));
	if (postgres_value(fact, CONSTRAINT_TABLESPACE))
		sqlembic_buf_printf(&sql, " USING INDEX TABLESPACE %s",
				    postgres_value(fact, CONSTRAINT_TABLESPACE));
	sqlembic_buf_puts(&sql, definition + end);
	int rc = is_valid ? postgres_danger_of_constraint(out, to, fact, err) : 0;
	if (rc == 0)
		return postgres_emit_buf(out, &sql, postgres_evaluates(to, fact), err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* Whether a partition of the table that this foreign key refers to is let go, be it to be attached again. */
static bool holds_one_that_goes(const struct sqlembic_action_sink *out, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *used, *after;
	for (size_t i = 0; (used = out->from->used(out->from, key, i)); i++) {
		if (used->kind != POSTGRES_PARTITION)
			continue;
		after = out->to->find(out->to, POSTGRES_PARTITION, used->identity);
		if (!after || out->is_dropped(out->payload, used) ||
		    !postgres_equal(postgres_value(used, PARTITION_BOUND),
				    postgres_value(after, PARTITION_BOUND)))
			return true;
	}
	return false;
}

/* What another table gives it is its own until then, and stays, unless it is in the way meanwhile. */
POSTGRES_DROP(constraint)
{
	(void)from;
	if (postgres_value(fact, CONSTRAINT_ATTACHED) && !postgres_index_is_left(out, fact))
		return 0;
	if (is_of_partition(out->to, fact) && !holds_one_that_goes(out, fact))
		return 0;
	return postgres_emit(out, err, "ALTER %s %s DROP CONSTRAINT %s",
			     postgres_value(fact, CONSTRAINT_WORD), postgres_value(fact, CONSTRAINT_TABLE),
			     postgres_value(fact, CONSTRAINT_NAME));
}

/* Whether they differ in `words` at the end alone. */
static bool differs_by(const char *longer, const char *shorter, const char *words)
{
	size_t n = strlen(shorter);
	return strncmp(longer, shorter, n) == 0 && strcmp(longer + n, words) == 0;
}

/* Up to where a foreign key says when it is checked. */
static size_t deferral_at(const char *definition)
{
	size_t at = postgres_find_clause(definition, " DEFERRABLE");
	return at;
}

static bool changes_deferral(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, CONSTRAINT_DEFINITION);
	const char *after = postgres_value(change->after, CONSTRAINT_DEFINITION);
	size_t n = deferral_at(before);
	return change->after->kind == POSTGRES_FOREIGN_KEY && n == deferral_at(after) &&
	       memcmp(before, after, n) == 0 && !strstr(before + n, "NOT ") && !strstr(after + n, "NOT ");
}

static bool is_validated(const struct sqlembic_change *change)
{
	return differs_by(postgres_value(change->before, CONSTRAINT_DEFINITION),
			  postgres_value(change->after, CONSTRAINT_DEFINITION), " NOT VALID");
}

POSTGRES_JUDGE(constraint)
{
	if (postgres_index_loses_one(change, CONSTRAINT_PARTITIONS))
		return SQLEMBIC_WAY_REBUILD;
	if (change->changed == BIT(CONSTRAINT_PARTITIONS))
		return SQLEMBIC_WAY_FOLLOWS;
	if (postgres_value(change->before, CONSTRAINT_ATTACHED) &&
	    !(change->changed & BIT(CONSTRAINT_DEFINITION)))
		return SQLEMBIC_WAY_ALTER;
	if (change->changed & BIT(CONSTRAINT_DEFINITION) && !is_validated(change) &&
	    !changes_deferral(change))
		return SQLEMBIC_WAY_REBUILD;
	return SQLEMBIC_WAY_ALTER;
}

static int alter_index(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const char *tablespace = postgres_value(after, CONSTRAINT_TABLESPACE);
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	/* The index is in the schema of the table. */
	size_t schema = postgres_find_clause(postgres_value(after, CONSTRAINT_TABLE), ".");
	sqlembic_buf_printf(&head, "ALTER INDEX %.*s.%s", (int)schema,
			    postgres_value(after, CONSTRAINT_TABLE), postgres_value(after, CONSTRAINT_NAME));
	int rc = postgres_change_parameters(out, sqlembic_buf_text(&head),
					    postgres_value(change->before, CONSTRAINT_PARAMETERS),
					    postgres_value(after, CONSTRAINT_PARAMETERS), err);
	if (rc == 0 && change->changed & BIT(CONSTRAINT_TABLESPACE))
		rc = postgres_emit(out, err, "%s SET TABLESPACE %s", sqlembic_buf_text(&head),
				   tablespace ? tablespace : "pg_default");
	sqlembic_buf_release(&head);
	return rc;
}

POSTGRES_ALTER(constraint)
{
	const struct sqlembic_fact *after = change->after;
	const char *table = postgres_value(after, CONSTRAINT_TABLE),
		   *name = postgres_value(after, CONSTRAINT_NAME);
	const char *definition = postgres_value(after, CONSTRAINT_DEFINITION);
	int rc = 0;
	bool validates = change->changed & BIT(CONSTRAINT_DEFINITION) && is_validated(change);
	if (validates)
		rc = postgres_danger_of_constraint(out, change->to, after, err);
	if (rc == 0 && validates)
		rc = postgres_emit(out, err, "ALTER TABLE %s VALIDATE CONSTRAINT %s", table, name);
	else if (rc == 0 && change->changed & BIT(CONSTRAINT_DEFINITION))
		rc = postgres_emit(out, err, "ALTER TABLE %s ALTER CONSTRAINT %s%s", table, name,
				   definition[deferral_at(definition)] ? definition + deferral_at(definition)
								       : " NOT DEFERRABLE");
	return rc == 0 && has_index(after) ? alter_index(out, change, err) : rc;
}

POSTGRES_RENAME(constraint)
{
	(void)side;
	return postgres_emit(out, err, "ALTER %s %s RENAME CONSTRAINT %s TO %s",
			     postgres_value(before, CONSTRAINT_WORD),
			     postgres_value(before, CONSTRAINT_TABLE),
			     postgres_value(before, CONSTRAINT_NAME), postgres_value(after, CONSTRAINT_NAME));
}

/* ---- domains ---- */

enum { DOMAIN_CHECK_DOMAIN, DOMAIN_CHECK_NAME, DOMAIN_CHECK_DEFINITION };

const struct sqlembic_attribute postgres_domain_check_attributes[] = {
	[DOMAIN_CHECK_DOMAIN] = { "domain", SQLEMBIC_ATTRIBUTE_SILENT },
	[DOMAIN_CHECK_NAME] = { "constraint", SQLEMBIC_ATTRIBUTE_SILENT },
	[DOMAIN_CHECK_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED },
	{ NULL, 0 },
};

bool postgres_domain_check_is_valid(const struct sqlembic_fact *check)
{
	return !strstr(postgres_value(check, DOMAIN_CHECK_DEFINITION), " NOT VALID");
}

void postgres_add_domain_check(struct sqlembic_buf *out, const struct sqlembic_fact *check)
{
	sqlembic_buf_printf(out, " CONSTRAINT %s %s", postgres_value(check, DOMAIN_CHECK_NAME),
			    postgres_value(check, DOMAIN_CHECK_DEFINITION));
}

bool postgres_domain_check_add_condition(struct sqlembic_buf *out, const struct sqlembic_side *side,
					 const struct sqlembic_fact *check, const char *value)
{
	const char *definition = postgres_value(check, DOMAIN_CHECK_DEFINITION);
	struct sqlembic_tokens tokens = sqlembic_tokens_of(
		(struct sqlembic_span){ definition, strlen(definition) }, POSTGRES_LEX);
	const struct sqlembic_fact *used;
	struct sqlembic_token token;
	for (size_t i = 0; (used = side->used(side, check, i)); i++)
		if (used->kind != POSTGRES_DOMAIN)
			return false;
	if (!sqlembic_token_take(&tokens, "CHECK") || !sqlembic_token_take_mark(&tokens, '('))
		return false;
	const char *written = tokens.at - 1;
	struct sqlembic_tokens end = tokens;
	sqlembic_token_skip_parens(&end);
	while (sqlembic_token_next(&tokens, &token) && tokens.at <= end.at) {
		if (token.kind != SQLEMBIC_TOKEN_WORD || token.text.len != strlen("VALUE") ||
		    memcmp(token.text.ptr, "VALUE", token.text.len) != 0)
			continue;
		sqlembic_buf_add(out, written, (size_t)(token.text.ptr - written));
		sqlembic_buf_puts(out, value);
		written = tokens.at;
	}
	sqlembic_buf_add(out, written, (size_t)(end.at - written));
	return true;
}

POSTGRES_CREATE(domain_check)
{
	(void)to;
	int rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
			       "values may violate check constraint %s", fact->shown);
	if (rc < 0)
		return rc;
	return postgres_emit(
		out, err, "ALTER DOMAIN %s ADD CONSTRAINT %s %s", postgres_value(fact, DOMAIN_CHECK_DOMAIN),
		postgres_value(fact, DOMAIN_CHECK_NAME), postgres_value(fact, DOMAIN_CHECK_DEFINITION));
}

POSTGRES_DROP(domain_check)
{
	(void)from;
	return postgres_emit(out, err, "ALTER DOMAIN %s DROP CONSTRAINT %s",
			     postgres_value(fact, DOMAIN_CHECK_DOMAIN),
			     postgres_value(fact, DOMAIN_CHECK_NAME));
}

POSTGRES_JUDGE(domain_check)
{
	bool validates = differs_by(postgres_value(change->before, DOMAIN_CHECK_DEFINITION),
				    postgres_value(change->after, DOMAIN_CHECK_DEFINITION), " NOT VALID");
	return validates ? SQLEMBIC_WAY_ALTER : SQLEMBIC_WAY_REBUILD;
}

POSTGRES_ALTER(domain_check)
{
	int rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
			       "values may violate check constraint %s", change->after->shown);
	if (rc < 0)
		return rc;
	return postgres_emit(out, err, "ALTER DOMAIN %s VALIDATE CONSTRAINT %s",
			     postgres_value(change->after, DOMAIN_CHECK_DOMAIN),
			     postgres_value(change->after, DOMAIN_CHECK_NAME));
}
