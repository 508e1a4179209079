/* programs.c: libraries, functions, procedures, packages, triggers and events: texts that are made in a session of their own settings.
 *
 * Who has made one (its definer) is no difference, and stays when it is made anew. */
#include <string.h>

#include "kinds.h"
#include "programs.h"

const struct sqlembic_attribute mysqldb_program_attributes[] = {
	[MYSQLDB_PROGRAM_DEFINITION] = { "definition", 0 },
	[MYSQLDB_PROGRAM_MODE] = { "sql_mode", 0 },
	[MYSQLDB_PROGRAM_COLLATION] = { "collation", 0 },
	[MYSQLDB_PROGRAM_DATABASE] = { "collation of the database", 0 },
	[MYSQLDB_PROGRAM_ZONE] = { "time zone", 0 },
	[MYSQLDB_PROGRAM_BEHIND] = { "order", SQLEMBIC_ATTRIBUTE_FOLLOWS },
	[MYSQLDB_PROGRAM_DEFINER] = { "definer", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_STATE] = { "state", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_VALUES] = { NULL, 0 },
};

/* ---- settings that go with an object ---- */

static const struct {
	unsigned attribute;
	const char *variable;
} settings[] = {
	{ MYSQLDB_PROGRAM_MODE, "sql_mode" },
	{ MYSQLDB_PROGRAM_COLLATION, "collation_connection" },
	{ MYSQLDB_PROGRAM_ZONE, "time_zone" },
};

static void set(struct mysqldb_emit *emit, const struct sqlembic_fact *fact, bool back)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		const char *value = fact->values[settings[i].attribute], *variable = settings[i].variable;
		if (!value)
			continue;
		sqlembic_buf_puts(&sql, sql.len ? ", " : "SET ");
		if (back)
			sqlembic_buf_printf(&sql, "SESSION %s = @old_%s", variable, variable);
		else
			sqlembic_buf_printf(&sql, "@old_%s = @@SESSION.%s, SESSION %s = '%s'", variable,
					    variable, variable, value);
	}
	if (sql.len > 0)
		mysqldb_emit(emit, &sql);
}

/* What is made gets the collation of its database, for what it declares: only the database can have another one meanwhile. */
static void set_database(struct mysqldb_emit *emit, const char *collation)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER DATABASE COLLATE %s", collation);
	mysqldb_emit(emit, &sql);
}

void mysqldb_programs_write(struct mysqldb_emit *emit, const struct sqlembic_side *in,
			    const struct sqlembic_fact *fact, const struct sqlembic_fact *before,
			    bool replaces)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const char *collation = fact->values[MYSQLDB_PROGRAM_DATABASE], *usual = in->default_collation;
	const bool is_other = collation && usual && strcmp(collation, usual) != 0;
	const char *definer = fact->values[MYSQLDB_PROGRAM_DEFINER];
	if (before && !definer)
		definer = before->values[MYSQLDB_PROGRAM_DEFINER];
	set(emit, fact, false);
	if (is_other)
		set_database(emit, collation);
	sqlembic_buf_puts(&sql, replaces ? "CREATE OR REPLACE " : "CREATE ");
	if (definer)
		sqlembic_buf_printf(&sql, "DEFINER=%s ", definer);
	sqlembic_buf_puts(&sql, fact->values[MYSQLDB_PROGRAM_DEFINITION]);
	mysqldb_emit(emit, &sql);
	if (is_other)
		set_database(emit, usual);
	set(emit, fact, true);
}

/* ---- statements ---- */

static const char *const keywords[MYSQLDB_KINDS] = {
	[MYSQLDB_LIBRARY] = "LIBRARY",
	[MYSQLDB_FUNCTION] = "FUNCTION",
	[MYSQLDB_PROCEDURE] = "PROCEDURE",
	[MYSQLDB_PACKAGE] = "PACKAGE",
	[MYSQLDB_PACKAGE_BODY] = "PACKAGE BODY",
	[MYSQLDB_TRIGGER] = "TRIGGER",
	[MYSQLDB_EVENT] = "EVENT",
};

/* Who has made a routine anew has his own privileges back by that, unless he could pass them on.  The name goes into the
 * query as bytes: what a backslash means in a text depends on the session. */
static void warn_of_grants(struct mysqldb_emit *emit, const struct sqlembic_fact *routine)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	bool is_function = routine->kind == MYSQLDB_FUNCTION;
	sqlembic_buf_printf(&reason,
			    "%s %s is dropped and made anew: what was granted on it has to be granted again",
			    is_function ? "function" : "procedure", routine->shown);
	sqlembic_buf_printf(&probe,
			    "SELECT count(*) FROM mysql.procs_priv WHERE @@automatic_sp_privileges = 1"
			    " AND Db = DATABASE() AND Routine_type = '%s' AND NOT (CONCAT(User, '@', Host) ="
			    " CURRENT_USER() AND NOT FIND_IN_SET('Grant', Proc_priv))"
			    " AND Routine_name = _utf8mb4 x'",
			    keywords[routine->kind]);
	for (const char *p = routine->name; *p; p++)
		sqlembic_buf_printf(&probe, "%02x", (unsigned char)*p);
	sqlembic_buf_putc(&probe, '\'');
	mysqldb_emit_warned(emit, NULL, SQLEMBIC_ACTION_LOSES_GRANTS, &reason, &probe);
}

/* MariaDB knows the word PACKAGE only where it makes one. */
static void drop(struct mysqldb_emit *emit, const struct sqlembic_fact *fact)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool is_package = fact->kind == MYSQLDB_PACKAGE || fact->kind == MYSQLDB_PACKAGE_BODY;
	if (is_package)
		set(emit, fact, false);
	sqlembic_buf_printf(&sql, "DROP %s ", keywords[fact->kind]);
	mysqldb_text_name(&sql, fact->name);
	mysqldb_emit(emit, &sql);
	if (is_package)
		set(emit, fact, true);
}

MYSQLDB_CREATE(program)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	if (mysqldb_triggers_is_broken(to, fact))
		mysqldb_triggers_write_stand_in(&emit, fact);
	else
		mysqldb_programs_write(&emit, out->from, fact, NULL, false);
	return emit.rc;
}

MYSQLDB_DROP(program)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	(void)from;
	drop(&emit, fact);
	return emit.rc;
}

/* MariaDB keeps the privileges of a routine that is replaced.  A trigger that is replaced keeps its place among others, and
 * an event its time: these are made anew. */
static bool can_replace(const struct sqlembic_change *change)
{
	return mysqldb_is_mariadb(change->from) && change->before->kind != MYSQLDB_TRIGGER &&
	       change->before->kind != MYSQLDB_EVENT;
}

MYSQLDB_ALTER(program)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	bool replaces = can_replace(change);
	unsigned kind = change->before->kind;
	if (!replaces && (kind == MYSQLDB_FUNCTION || kind == MYSQLDB_PROCEDURE))
		warn_of_grants(&emit, change->before);
	if (!replaces)
		drop(&emit, change->before);
	if (mysqldb_triggers_is_broken(change->to, change->after))
		mysqldb_triggers_write_stand_in(&emit, change->after);
	else
		mysqldb_programs_write(&emit, change->from, change->after, change->before, replaces);
	return emit.rc;
}

/* A library may go, and come anew, under the routines that use it. */
MYSQLDB_STAY(routine)
{
	(void)user;
	return used->kind == MYSQLDB_LIBRARY;
}

/* A trigger that is made anew fires as the last one of its table: those behind it are made anew, too. */
MYSQLDB_SPREAD(trigger)
{
	(void)change;
	return user->kind == MYSQLDB_TRIGGER ? 1U << MYSQLDB_PROGRAM_BEHIND : 0;
}

/* Two that go to each other's table: neither can be the first, unless both are gone meanwhile. */
MYSQLDB_JUDGE(trigger)
{
	const struct sqlembic_fact *before = change->from->parent(change->from, change->before),
				   *after = change->to->parent(change->to, change->after);
	const bool stays = !before || !after || strcmp(before->identity, after->identity) == 0;
	return stays ? SQLEMBIC_WAY_ALTER : SQLEMBIC_WAY_REBUILD;
}

/* One that fires before it may go. */
MYSQLDB_STAY(trigger)
{
	(void)user;
	return used->kind == MYSQLDB_TRIGGER;
}
