/* database.c: see database.h. */
#include "database/database.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sqlembic/error.h"
#include "database/patience.h"
#include "base/random.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "config/lookup.h"

#define APPLICATION "sqlembic " SQLEMBIC_VERSION
/* A nap is made of these, for who cancels from another thread, without a signal that ends it. */
#define WINK_MS 50

static int describe_url(struct database *out, struct arena *arena, struct config *config,
			struct sqlembic_error *err)
{
	const char *text;
	int rc = config_string(config, "sqlalchemy.url", &text, err);
	if (rc < 0)
		return rc;
	if (!text || !*text) {
		const char *file = config_file(config),
			   *variable = lookup_override_name(config, "sqlalchemy.url");
		const char *origin = config_origin(config, "sqlalchemy.url");
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "no database URL: sqlalchemy.url is not set");
		if (strcmp(origin, "default") != 0)
			sqlembic_fail_detail(err, "%s sets it to nothing", origin);
		return sqlembic_fail_hint(err, "set it in %s, or set the environment variable %s",
					  file ? file : "alembic.ini",
					  variable ? variable : "ALEMBIC_SQLALCHEMY_URL");
	}
	if (!(out->masked = url_mask(arena, text)))
		return sqlembic_fail_memory(err);
	rc = url_parse(&out->url, arena, text, err);
	if (rc == 0 && (out->engine = url_engine(&out->url, err)))
		return 0;
	sqlembic_fail_detail(err, "the URL is from %s", config_origin(config, "sqlalchemy.url"));
	return rc < 0 ? rc : SQLEMBIC_E_FAILED;
}

static int name_tables(struct database *out, struct arena *arena, const char *schema,
		       struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = out->engine->dialect;
	int rc;
	if ((rc = ledger_init(&out->ledger, arena, dialect, schema, out->version_table, err)) < 0 ||
	    (rc = journal_init(&out->journal, arena, dialect, schema, out->log_table, err)) < 0)
		return rc;
	out->lock_key = arena_printf(arena, "sqlembic:%s", out->ledger.table);
	return out->lock_key ? 0 : sqlembic_fail_memory(err);
}

static int describe_tables(struct database *out, struct arena *arena, struct config *config,
			   struct sqlembic_error *err)
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
	out->schema = schema && *schema ? schema : NULL;
	return name_tables(out, arena, schema, err);
}

static int describe_times(struct database *out, struct config *config, struct sqlembic_error *err)
{
	int rc;
	if ((rc = config_duration(config, "lock_timeout", &out->lock_timeout_ms, err)) < 0 ||
	    (rc = config_number(config, "lock_retries", &out->lock_retries, err)) < 0 ||
	    (rc = config_duration(config, "lock_retry_delay", &out->lock_retry_delay_ms, err)) < 0 ||
	    (rc = config_duration(config, "statement_timeout", &out->statement_timeout_ms, err)) < 0 ||
	    (rc = config_duration(config, "connect_timeout", &out->connect_timeout_ms, err)) < 0)
		return rc;
	return config_bool(config, "transaction_per_migration", &out->transaction_per_migration, err);
}

/* Names for the log.  The password database is not asked: looking a user up may load half of the name service, and
 * costs more than everything else that a start does. */
static int describe_us(struct database *out, struct arena *arena, struct sqlembic_error *err)
{
	struct journal *journal = &out->journal;
	const char *user = out->options->getenv ? out->options->getenv("USER") : NULL;
	if ((!user || !*user) && out->options->getenv)
		user = out->options->getenv("LOGNAME");
	char host[256];
	if (gethostname(host, sizeof(host)) < 0)
		host[0] = '\0';
	host[sizeof(host) - 1] = '\0';
	journal->os_user = user && *user ? arena_dup(arena, user)
					 : arena_printf(arena, "uid %ld", (long)geteuid());
	journal->host = arena_dup(arena, host);
	journal->program = APPLICATION;
	if (!journal->os_user || !journal->host)
		return sqlembic_fail_memory(err);
	return random_id(journal->run, err);
}

int database_describe(struct database *out, struct arena *arena, struct config *config,
		      const struct sqlembic_options *options, const char *tag, bool offline,
		      struct sqlembic_error *err)
{
	*out = (struct database){ .options = options };
	out->journal.offline = offline;
	out->journal.tag = tag;
	int rc;
	if ((rc = describe_url(out, arena, config, err)) < 0 ||
	    (rc = describe_tables(out, arena, config, err)) < 0 ||
	    (rc = describe_times(out, config, err)) < 0)
		return rc;
	return describe_us(out, arena, err);
}

static void forward_notice(void *payload, const char *text)
{
	const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_WARNING, .text = text };
	(void)database_event(payload, &event, NULL);
}

struct found_schema {
	struct arena *arena;
	const char *name;
};

static int keep_schema(void *payload, const char *const *values, size_t n)
{
	struct found_schema *found = payload;
	if (n && values[0] && *values[0])
		found->name = arena_dup(found->arena, values[0]);
	return 1;
}

/* A script can make unqualified names mean anything (pg_dump's files empty the search_path): from here on our tables
 * are addressed by their full names. */
static int qualify(struct database *database, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = database->engine->dialect;
	if (database->schema || !dialect->default_schema)
		return 0;
	struct found_schema found = { .arena = database->journal.arena };
	const char *const args[] = { database->ledger.qualified };
	struct sqlembic_query query = {
		.sql = arena_printf(found.arena, "SELECT %s", dialect->default_schema),
		.args = args,
		.nargs = strchr(dialect->default_schema, '?') ? 1 : 0,
		.row = keep_schema,
		.payload = &found,
	};
	int rc = query.sql ? database->driver->query(database->session, &query, err)
			   : sqlembic_fail_memory(err);
	return rc < 0 || !found.name ? rc : name_tables(database, found.arena, found.name, err);
}

static int connect_once(struct database *database, bool read_only, long limit_ms, struct sqlembic_error *err)
{
	const struct sqlembic_connect connect = {
		.size = sizeof(connect),
		.url = &database->url,
		.masked_url = database->masked,
		.application = APPLICATION,
		.connect_timeout_ms = limit_ms,
		.statement_timeout_ms = database->statement_timeout_ms,
		.lock_timeout_ms = database->lock_timeout_ms,
		.read_only = read_only,
		.cancel = database->options->cancel,
		.notice = forward_notice,
		.payload = database,
		.owns_process = database->options->owns_process,
	};
	return database->driver->open(&database->session, &connect, err);
}

int database_connect(struct database *database, bool read_only, struct sqlembic_error *err)
{
	struct patience patience;
	struct sqlembic_error own = { 0 };
	int rc = loader_find(&database->driver, database->engine, database->options->driver_path, err);
	if (rc < 0)
		return rc;
	err = err ? err : &own;
	patience_begin(&patience, database, database->wait_ms);
	do {
		long limit_ms = patience_limit(&patience, database->connect_timeout_ms);
		rc = connect_once(database, read_only, limit_ms, err);
	} while (rc < 0 && (rc = patience_again(&patience, rc, err)) == 0);
	return rc;
}

void database_close(struct database *database)
{
	if (!database->session)
		return;
	if (database->locked && database->driver->unlock)
		(void)database->driver->unlock(database->session, database->lock_key, NULL);
	database->driver->close(database->session);
	database->session = NULL;
	database->locked = false;
}

bool database_cancelled(const struct database *database)
{
	return database->options->cancel && *database->options->cancel;
}

void database_nap(const struct database *database, long ms)
{
	while (ms > 0 && !database_cancelled(database)) {
		long wink = ms < WINK_MS ? ms : WINK_MS;
		const struct timespec time = { .tv_nsec = wink * 1000000 };
		(void)nanosleep(&time, NULL);
		ms -= wink;
	}
}

int database_event(const struct database *database, const struct sqlembic_event *event,
		   struct sqlembic_error *err)
{
	if (!database->options->on_event ||
	    database->options->on_event(event, database->options->payload) == 0)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "stopped by the program");
}

/* Who is waited for; "another process" when the database cannot tell. */
static void name_holder(struct database *database, const char *who, struct sqlembic_buf *out)
{
	if (who) {
		sqlembic_buf_puts(out, who);
		return;
	}
	if (database->driver->lock_holder(database->session, database->lock_key, out, NULL) < 0)
		sqlembic_buf_clear(out);
	if (!out->len)
		sqlembic_buf_puts(out, "another process");
	sqlembic_buf_puts(out, ", which has the database locked");
}

static int give_up(struct database *database, const char *why, const char *who, struct sqlembic_error *err)
{
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	name_holder(database, who, &holder);
	sqlembic_fail(err, SQLEMBIC_E_LOCKED, "%s within %g s: still waiting for %s", why,
		      (double)database->lock_timeout_ms / 1000.0, sqlembic_buf_text(&holder));
	sqlembic_fail_hint(
		err, "wait for that process to finish, or raise lock_timeout, then run the command again");
	sqlembic_buf_release(&holder);
	return SQLEMBIC_E_LOCKED;
}

/* Short naps first, so that a runner which waits for small revisions follows closely. */
static long nap_length(long waited_ms)
{
	long nap = 2 + waited_ms / 8;
	return nap > 100 ? 100 : nap;
}

int database_wait(struct database *database, long *waited_ms, const char *why, const char *who,
		  struct sqlembic_error *err)
{
	if (database_cancelled(database))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while waiting for the lock");
	if (*waited_ms >= database->lock_timeout_ms)
		return give_up(database, why, who, err);
	long nap = nap_length(*waited_ms);
	if ((*waited_ms + nap) / 1000 > *waited_ms / 1000) {
		struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
		name_holder(database, who, &holder);
		const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_WAITING,
						      .text = sqlembic_buf_text(&holder) };
		int rc = database_event(database, &event, err);
		sqlembic_buf_release(&holder);
		if (rc < 0)
			return rc;
	}
	database_nap(database, nap); /* a cancellation is seen at the next try */
	*waited_ms += nap;
	return 0;
}

static int try_lock(struct database *database, struct sqlembic_error *err)
{
	return database->driver->try_lock(database->session, database->lock_key, err);
}

static int begin(struct database *database, struct sqlembic_error *err)
{
	return database->driver->begin(database->session, err);
}

static int commit(struct database *database, struct sqlembic_error *err)
{
	return database->driver->commit(database->session, err);
}

/* Tries until it is done or has failed for another reason than a lock. */
static int retry(struct database *database, int (*attempt)(struct database *, struct sqlembic_error *),
		 const char *why, struct sqlembic_error *err)
{
	long waited_ms = 0;
	for (;;) {
		int rc = attempt(database, err);
		if (rc != SQLEMBIC_E_LOCKED)
			return rc;
		rc = database_wait(database, &waited_ms, why, NULL, err);
		if (rc < 0)
			return rc;
	}
}

int database_lock(struct database *database, struct sqlembic_error *err)
{
	/* From here on something may be written: the journal has to name its writer, and scripts may run. */
	int rc = qualify(database, err);
	if (rc == 0)
		rc = journal_bind(&database->journal, database->session, err);
	if (rc < 0 || database->locked || !database->driver->try_lock)
		return rc;
	rc = retry(database, try_lock, "the migration lock was not obtained", err);
	database->locked = rc == 0;
	return rc;
}

int database_begin(struct database *database, struct sqlembic_error *err)
{
	return retry(database, begin, "the migration lock was not obtained", err);
}

/* Only where readers stand in the way is the transaction still open behind a COMMIT that was not done. */
int database_commit(struct database *database, struct sqlembic_error *err)
{
	int rc = database->driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS
			 ? retry(database, commit, "the transaction could not be committed", err)
			 : commit(database, err);
	if (rc < 0)
		(void)database->driver->rollback(database->session, NULL);
	return rc;
}
