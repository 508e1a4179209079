/* records.c: see records.h. */
#include "records/records.h"

#include <string.h>

#include "config/target_config.h"
#include "database/wait.h"
#include "records/home.h"
#include "records/journal_clock.h"
#include "records/journal_read.h"
#include "sqlembic/error.h"

/* ---- describing ------------------------------------------------------------------------------------------ */

static int name_tables(struct records *out, const char *schema, struct sqlembic_error *err)
{
	int rc;
	if ((rc = ledger_init(&out->ledger, out->arena, out->dialect, schema, out->version_table, err)) < 0 ||
	    (rc = journal_init(&out->journal, out->arena, out->dialect, schema, out->log_table, err)) < 0)
		return rc;
	out->lock_key = arena_printf(out->arena, "sqlembic:%s", out->ledger.table);
	return out->lock_key ? 0 : sqlembic_fail_memory(err);
}

static int describe_tables(struct records *out, struct config *config, struct sqlembic_error *err)
{
	const char *schema, *table, *log;
	int rc;
	if ((rc = config_string(config, "version_table_schema", &schema, err)) < 0 ||
	    (rc = config_bool(config, "version_table_schema_create", &out->create_schema, err)) < 0 ||
	    (rc = config_string(config, "version_table", &table, err)) < 0 ||
	    (rc = config_string(config, "log_table", &log, err)) < 0)
		return rc;
	if (log && *log && strcmp(log, table) == 0) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "version_table and log_table are both \"%s\"", table);
		return sqlembic_fail_hint(err, "give log_table another name; empty, it turns the log off");
	}
	out->version_table = table;
	out->log_table = log;
	out->schema = out->found_schema = schema && *schema ? schema : NULL;
	out->is_tenants = target_config_schema(config) != NULL;
	return name_tables(out, schema, err);
}

int records_describe(struct records *out, struct arena *arena, struct config *config,
		     const struct sqlembic_dialect *dialect, const struct sqlembic_options *options,
		     const char *tag, bool offline, struct sqlembic_error *err)
{
	*out = (struct records){ .dialect = dialect, .arena = arena };
	out->journal.tag = tag;
	out->journal.offline = offline;
	out->journal.getenv = options->getenv;
	return describe_tables(out, config, err);
}

int records_keep_home(struct records *records, struct sqlembic_error *err)
{
	if (!records->dialect->choose_database)
		return 0;
	records->schema = records->found_schema = NULL;
	return name_tables(records, NULL, err);
}

/* ---- connecting ------------------------------------------------------------------------------------------ */

/* The question where our tables are, whose names are not known in full yet. */
struct whereabouts {
	struct sqlembic_query query;
	struct arena *arena;
	const char *args[2];
	const char *version_table, *log_table; /* their schemas; NULL: not known */
};

static int keep_schemas(void *payload, const char *const *values, size_t n)
{
	struct whereabouts *where = payload;
	if (n == 2 && values[0] && *values[0] && values[1]) {
		where->version_table = arena_dup(where->arena, values[0]);
		where->log_table = arena_dup(where->arena, values[1]);
	}
	return 1;
}

static bool knows_whereabouts(const struct records *records)
{
	return records->schema || !records->dialect->default_schema;
}

/* False where there is nothing to ask. */
static bool ask_whereabouts(struct whereabouts *where, const struct records *records)
{
	const char *expression = records->dialect->default_schema;
	*where = (struct whereabouts){ .arena = records->arena };
	if (knows_whereabouts(records))
		return false;
	where->args[0] = where->args[1] = records->ledger.qualified;
	if (records_has_log(records))
		where->args[1] = records->journal.qualified;
	where->query = (struct sqlembic_query){
		.sql = arena_printf(records->arena, "SELECT %s, %s", expression, expression),
		.args = where->args,
		.nargs = strchr(expression, '?') ? 2 : 0,
		.row = keep_schemas,
		.payload = where,
	};
	return where->query.sql != NULL;
}

/* From here on our tables are addressed by their full names, since a script can make unqualified ones mean anything
 * (pg_dump's files empty the search_path), and readers and writers have to ask for the same lock. */
static int bind(struct records *records, struct whereabouts *where, struct sqlembic_session *session,
		struct sqlembic_error *err)
{
	if (knows_whereabouts(records))
		return 0;
	if (!where->query.sql)
		return sqlembic_fail_memory(err);
	int rc = where->query.answered ? 0 : session->driver->query(session, &where->query, err);
	if (rc < 0 || !where->version_table)
		return rc;
	records->found_schema = where->version_table;
	return name_tables(records, where->version_table, err);
}

int records_connect(struct records *records, struct database *database, bool read_only,
		    struct sqlembic_error *err)
{
	struct whereabouts where;
	struct sqlembic_query *const first[] = { &where.query };
	const size_t n = ask_whereabouts(&where, records);
	int rc = database_connect_asking(database, read_only, first, n, err);
	return rc < 0 ? rc : bind(records, &where, database->session, err);
}

/* What was asked by unqualified names is about our tables if they are all in one schema. */
static bool is_answered(const struct records *records, const struct whereabouts *where,
			struct sqlembic_query *const *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!first[i]->answered)
			return false;
	return knows_whereabouts(records) || !records_has_log(records) ||
	       (where->version_table && strcmp(where->version_table, where->log_table) == 0);
}

/* What is read on the way in. */
struct arrival {
	struct whereabouts where;
	struct ledger_reading rows;
	struct journal_look look;
	struct journal_clock clock;
	struct sqlembic_query *first[5];
	size_t n, of_tables; /* all of them, and those about our tables */
};

static void add_first(struct arrival *arrival, struct sqlembic_query *query)
{
	arrival->first[arrival->n++] = query;
}

static void begin_arrival(struct arrival *out, struct records *records, struct database *database,
			  struct sqlembic_query *also, struct arena *arena)
{
	out->n = 0;
	if (ask_whereabouts(&out->where, records))
		add_first(out, &out->where.query);
	ledger_read_begin(&out->rows, &records->ledger, arena);
	add_first(out, &out->rows.query);
	if (records_has_log(records)) {
		journal_read_begin(&out->look, &records->journal);
		add_first(out, &out->look.query);
	}
	out->of_tables = out->n;
	const bool is_early = records->is_tenants && database_expects_work(database);
	database->early_key = is_early ? records->lock_key : NULL;
	if (is_early && journal_clock_begin(&out->clock, &records->journal))
		add_first(out, &out->clock.query);
	if (is_early && also->sql)
		add_first(out, also);
}

int records_connect_reading(struct records_state *out, struct records *records, struct database *database,
			    struct sqlembic_query *also, struct arena *arena, struct sqlembic_error *err)
{
	struct arrival arrival;
	struct sqlembic_error unheard;
	*out = (struct records_state){ .running = NULL };
	begin_arrival(&arrival, records, database, also, arena);
	int rc = database_connect_asking(database, false, arrival.first, arrival.n, err);
	const bool is_read = rc == 0 &&
			     is_answered(records, &arrival.where, arrival.first, arrival.of_tables);
	if (rc == 0)
		rc = bind(records, &arrival.where, database->session, err);
	if (rc < 0 || !is_read ||
	    ledger_read_end(&out->rows, &out->has_version_table, &arrival.rows, &unheard) < 0)
		return rc;
	/* To open a session may take long, and nobody knows when in that time the server has answered. */
	records->journal.clock_is_new = database->early_key && database->is_renewed &&
					arrival.clock.query.answered;
	if (records->journal.clock_is_new)
		journal_clock_end(&records->journal, &arrival.clock);
	out->is_read = !records_has_log(records) ||
		       journal_read_end(&out->running, &out->has_log_table, &records->journal, &arrival.look,
					database->session, arena, &unheard) == 0;
	return 0;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

int records_read(struct records_state *out, struct records *records, struct sqlembic_session *session,
		 struct arena *arena, struct sqlembic_error *err)
{
	*out = (struct records_state){ .running = NULL };
	int rc = ledger_read(&out->rows, &out->has_version_table, &records->ledger, session, arena, err);
	if (rc == 0)
		rc = journal_read_running(&out->running, &out->has_log_table, &records->journal, session,
					  arena, err);
	out->is_read = rc == 0;
	return rc;
}

/* A try to read, again and again while the database is locked. */
struct reading {
	struct records *records;
	struct sqlembic_session *session;
	struct arena *arena;
	struct records_state *state;
	struct rows *rows;
	struct sqlembic_log *log;
	size_t limit;
};

static int try_state(void *payload, struct sqlembic_error *err)
{
	const struct reading *reading = payload;
	return records_read(reading->state, reading->records, reading->session, reading->arena, err);
}

static int try_rows(void *payload, struct sqlembic_error *err)
{
	const struct reading *reading = payload;
	bool exists;
	return ledger_read(reading->rows, &exists, &reading->records->ledger, reading->session,
			   reading->arena, err);
}

static int try_log(void *payload, struct sqlembic_error *err)
{
	const struct reading *reading = payload;
	return journal_read_newest(reading->log, &reading->records->journal, reading->session, reading->limit,
				   reading->arena, err);
}

int records_read_waiting(struct records_state *out, struct records *records, const struct database *database,
			 struct arena *arena, struct sqlembic_error *err)
{
	struct reading reading = {
		.records = records, .session = database->session, .arena = arena, .state = out
	};
	return wait_retry(database, try_state, &reading, "the database could not be read", err);
}

int records_read_rows(struct rows *out, struct records *records, const struct database *database,
		      struct arena *arena, struct sqlembic_error *err)
{
	struct reading reading = {
		.records = records, .session = database->session, .arena = arena, .rows = out
	};
	return wait_retry(database, try_rows, &reading, "the database could not be read", err);
}

int records_read_log(struct sqlembic_log *out, struct records *records, const struct database *database,
		     size_t limit, struct arena *arena, struct sqlembic_error *err)
{
	struct reading reading = {
		.records = records, .session = database->session, .arena = arena, .log = out, .limit = limit
	};
	return wait_retry(database, try_log, &reading, "the log could not be read", err);
}

/* ---- creating -------------------------------------------------------------------------------------------- */

/* Where a statement that makes a table commits, another node may have one under way that was sent before the lock changed
 * hands: it makes the same empty table.  A row is the work of another program, whose revisions are not in the plan. */
static int ensure_version_table(const struct records *records, struct sqlembic_session *session,
				struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct rows rows;
	bool exists;
	int rc = ledger_ensure(&records->ledger, session, err);
	if (rc == 0)
		rc = ledger_read(&rows, &exists, &records->ledger, session, &scratch, err);
	if (rc == 0 && rows.n > 0) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "another program has just made %s, and written '%s' into it",
			      records->ledger.table, rows.items[0]);
		sqlembic_fail_state(err, "this run has changed nothing");
		rc = sqlembic_fail_hint(err, "run the command again: it goes on from there");
	}
	arena_release(&scratch);
	return rc;
}

int records_create(const struct records *records, const struct records_state *state,
		   struct sqlembic_session *session, struct sqlembic_error *err)
{
	int rc = state->has_version_table ? 0 : home_ensure(records, session, err);
	if (rc == 0 && !state->has_version_table)
		rc = records->dialect->transactional_ddl || records->journal.offline
			     ? ledger_create(&records->ledger, session, err)
			     : ensure_version_table(records, session, err);
	if (rc == 0 && !state->has_log_table && records_has_log(records))
		rc = journal_create(&records->journal, session, err);
	return rc;
}
