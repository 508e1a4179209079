/* effect.c: asks the catalog whether a statement of DDL has taken effect, which a run that died did not learn, and what one
 * that has failed may have done.
 *
 * The server does such a statement wholly or not at all; only DROP of several objects may stop half way on MariaDB.  So all
 * that the statement makes and drops must say the same, or nobody knows.
 *
 * What was so before is no sign: the server says in seconds when an object was made or changed, and with a table the parts
 * of it.  An object that was dropped or renamed says nothing more; then the schema is as the statement wants it, at least. */
#include "effect.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "sqlembic/text.h"
#include "subject.h"

/* Where an object is listed: its table of information_schema, and the columns of its name, of its schema, of the time of its
 * last change and, for a part of a table, of that.  Parts have the time of their table. */
static const struct listing {
	const char *from, *name, *schema, *changed, *table;
	bool follows_files; /* the name's case counts where that of files does */
} listings[] = {
	[MYSQLDB_TABLE] = { "TABLES", "TABLE_NAME", "TABLE_SCHEMA", "CREATE_TIME", NULL, true },
	[MYSQLDB_COLUMN] = { "COLUMNS", "COLUMN_NAME", "TABLE_SCHEMA", NULL, "TABLE_NAME", false },
	[MYSQLDB_INDEX] = { "STATISTICS", "INDEX_NAME", "TABLE_SCHEMA", NULL, "TABLE_NAME", false },
	[MYSQLDB_CONSTRAINT] = { "TABLE_CONSTRAINTS", "CONSTRAINT_NAME", "TABLE_SCHEMA", NULL, "TABLE_NAME",
				 false },
	[MYSQLDB_ROUTINE] = { "ROUTINES", "ROUTINE_NAME", "ROUTINE_SCHEMA", "LAST_ALTERED", NULL, false },
	[MYSQLDB_TRIGGER] = { "TRIGGERS", "TRIGGER_NAME", "TRIGGER_SCHEMA", "CREATED", NULL, true },
	[MYSQLDB_EVENT] = { "EVENTS", "EVENT_NAME", "EVENT_SCHEMA", "LAST_ALTERED", NULL, false },
};

/* The name without its quotes, as a literal. */
static void add_name(struct sqlembic_buf *out, struct sqlembic_span name)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	bool quoted = name.len >= 2 && *name.ptr == '`';
	for (size_t i = quoted; i < name.len - quoted; i++) {
		sqlembic_buf_putc(&text, name.ptr[i]);
		i += quoted && name.ptr[i] == '`';
	}
	mysqldb_add_literal(out, sqlembic_buf_text(&text));
	out->failed = out->failed || text.failed;
	sqlembic_buf_release(&text);
}

static void add_condition(struct sqlembic_buf *out, const char *column, struct sqlembic_span name,
			  bool follows_files)
{
	sqlembic_buf_printf(out, " AND %s = ", column);
	add_name(out, name);
	if (!follows_files)
		return;
	sqlembic_buf_printf(out, " AND (@@lower_case_table_names <> 0 OR BINARY %s = BINARY ", column);
	add_name(out, name);
	sqlembic_buf_putc(out, ')');
}

static void add_source(struct sqlembic_buf *out, const struct listing *listing, struct sqlembic_span schema)
{
	sqlembic_buf_printf(out, " FROM information_schema.%s WHERE %s = ", listing->from, listing->schema);
	if (schema.len)
		add_name(out, schema);
	else
		sqlembic_buf_puts(out, "DATABASE()");
}

static void add_question(struct sqlembic_buf *out, const struct mysqldb_fact *fact)
{
	const struct listing *listing = &listings[fact->object];
	sqlembic_buf_puts(out, "(SELECT COUNT(*) > 0");
	add_source(out, listing, fact->schema);
	if (listing->table)
		add_condition(out, listing->table, fact->table, true);
	add_condition(out, listing->name, fact->name, listing->follows_files);
	sqlembic_buf_putc(out, ')');
}

/* 1: it was changed since; 0: it was not; NULL where nobody knows: clocks are read over a network, and other engines than
 * InnoDB may change a part without a new time. */
static void add_question_since(struct sqlembic_buf *out, const struct mysqldb_fact *fact, long long since_us)
{
	const bool is_part = listings[fact->object].table;
	const struct listing *listing = is_part ? &listings[MYSQLDB_TABLE] : &listings[fact->object];
	const long long since = since_us / 1000000;
	sqlembic_buf_printf(out, ", (SELECT MAX(CASE WHEN UNIX_TIMESTAMP(%s) >= %lld THEN 1",
			    listing->changed, since);
	sqlembic_buf_printf(out, " WHEN UNIX_TIMESTAMP(%s) < %lld%s THEN 0 END)", listing->changed, since - 1,
			    is_part ? " AND ENGINE = 'InnoDB'" : "");
	add_source(out, listing, fact->schema);
	add_condition(out, listing->name, is_part ? fact->table : fact->name, listing->follows_files);
	sqlembic_buf_putc(out, ')');
}

/* For each fact "1" where its object is there, in the default database that the script has chosen.  The caller frees them. */
static int look(struct mysqldb *s, const struct mysqldb_subject *subject, char **there,
		struct sqlembic_error *err)
{
	struct sqlembic_buf question = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < subject->n; i++) {
		sqlembic_buf_puts(&question, i ? ", " : "SELECT ");
		add_question(&question, &subject->facts[i]);
	}
	int rc = question.failed ? sqlembic_fail_memory(err)
				 : mysqldb_read_row(s, there, subject->n, question.ptr, err);
	sqlembic_buf_release(&question);
	return rc;
}

static bool is(const char *answer, const char *text)
{
	return answer && strcmp(answer, text) == 0;
}

/* ---- a statement that was announced ---------------------------------------------------------------------- */

/* The same, and behind each whether the object was changed since then. */
static int look_since(struct mysqldb *s, const struct mysqldb_subject *subject, long long since_us,
		      char **answers, struct sqlembic_error *err)
{
	struct sqlembic_buf question = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < subject->n; i++) {
		sqlembic_buf_puts(&question, i ? ", " : "SELECT ");
		add_question(&question, &subject->facts[i]);
		add_question_since(&question, &subject->facts[i], since_us);
	}
	/* Times are shown in the time zone of the session, which may have one hour twice. */
	int rc = question.failed ? sqlembic_fail_memory(err)
				 : mysqldb_run(s,
					       "SET @sqlembic_time_zone = @@SESSION.time_zone,"
					       " SESSION time_zone = '+00:00'",
					       err);
	if (rc == 0) {
		rc = mysqldb_read_row(s, answers, 2 * subject->n, question.ptr, err);
		int back = mysqldb_run(s, "SET SESSION time_zone = @sqlembic_time_zone", rc < 0 ? NULL : err);
		rc = rc < 0 ? rc : back;
	}
	sqlembic_buf_release(&question);
	return rc;
}

static bool is_name(struct sqlembic_span a, struct sqlembic_span b)
{
	struct sqlembic_buf one = SQLEMBIC_BUF_INIT, two = SQLEMBIC_BUF_INIT;
	add_name(&one, a);
	add_name(&two, b);
	bool same = one.failed || two.failed ||
		    sqlembic_casecmp(sqlembic_buf_text(&one), sqlembic_buf_text(&two)) == 0;
	sqlembic_buf_release(&one);
	sqlembic_buf_release(&two);
	return same;
}

/* Whether the script itself had it so before: then the statement fails, unless something between has undone it. */
static bool was_so(const struct sqlembic_announced *announced, const struct mysqldb_fact *fact)
{
	bool so = false;
	for (size_t i = 0; i < announced->nbefore; i++) {
		struct mysqldb_subject subject;
		const char *text = announced->before[i];
		mysqldb_read_subject(&subject, (struct sqlembic_span){ text, strlen(text) });
		for (size_t j = 0; j < subject.n; j++) {
			const struct mysqldb_fact *other = &subject.facts[j];
			if (other->object == MYSQLDB_TABLE && !other->present &&
			    is_name(other->name, fact->table))
				so = false;
			if (other->object == fact->object && is_name(other->name, fact->name) &&
			    (!fact->table.len || is_name(other->table, fact->table)))
				so = other->present == fact->present;
		}
	}
	return so;
}

/* All is as the statement wants it. */
static enum sqlembic_effect judge_since(const struct mysqldb_subject *subject,
					const struct sqlembic_announced *announced, char *const *answers)
{
	enum sqlembic_effect effect = SQLEMBIC_EFFECT_DONE;
	for (size_t i = 0; i < subject->n; i++) {
		const struct mysqldb_fact *fact = &subject->facts[i];
		const char *changed = answers[2 * i + 1];
		const bool has_time = !fact->is_renamed && (fact->present || listings[fact->object].table);
		if (has_time && is(changed, "0"))
			return SQLEMBIC_EFFECT_NONE;
		if ((has_time && !is(changed, "1")) || was_so(announced, fact))
			effect = SQLEMBIC_EFFECT_UNKNOWN;
	}
	return effect;
}

static enum sqlembic_effect judge(const struct mysqldb_subject *subject,
				  const struct sqlembic_announced *announced, char *const *answers)
{
	size_t holding = 0;
	for (size_t i = 0; i < subject->n; i++)
		holding += subject->facts[i].present == is(answers[2 * i], "1");
	return holding == subject->n ? judge_since(subject, announced, answers)
	       : holding == 0        ? SQLEMBIC_EFFECT_NONE
				     : SQLEMBIC_EFFECT_UNKNOWN;
}

int mysqldb_find_effect(struct sqlembic_session *session, const struct sqlembic_announced *announced,
			enum sqlembic_effect *effect, struct sqlembic_error *err)
{
	struct mysqldb_subject subject;
	char *answers[2 * MYSQLDB_FACTS] = { NULL };

	*effect = SQLEMBIC_EFFECT_UNKNOWN;
	mysqldb_read_subject(&subject, announced->sql);
	if (subject.n == 0)
		return 0;
	int rc = look_since(mysqldb_session(session), &subject, announced->since_us, answers, err);
	if (rc == 0)
		*effect = judge(&subject, announced, answers);
	for (size_t i = 0; i < 2 * subject.n; i++)
		free(answers[i]);
	return rc;
}

/* ---- a statement that has failed ------------------------------------------------------------------------- */

static void add_victims(struct sqlembic_buf *out, struct mysqldb *s, const struct mysqldb_subject *subject)
{
	char *there[MYSQLDB_FACTS] = { NULL };
	if (look(s, subject, there, NULL) < 0)
		return;
	for (size_t i = 0; i < subject->n; i++) {
		const struct sqlembic_span name = subject->facts[i].name;
		if (is(there[i], "0"))
			sqlembic_buf_printf(out, "%s%.*s",
					    out->len ? ", "
						     : "the statement may have taken effect in part: not "
						       "there, now: ",
					    (int)name.len, name.ptr);
		free(there[i]);
	}
}

/* MySQL's DDL is atomic since 8.0. */
void mysqldb_add_part(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_span sql)
{
	struct mysqldb_subject subject;
	if (s->lost || !mysqldb_serves_mariadb(s))
		return;
	mysqldb_read_victims(&subject, sql);
	if (subject.n)
		add_victims(out, s, &subject);
	else if (mysqldb_names_accounts(sql))
		sqlembic_buf_puts(out, "the statement may have taken effect for some of its accounts");
}
