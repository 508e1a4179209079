/* database.c: see database.h. */
#include "database/database.h"

#include <string.h>

#include "config/lookup.h"
#include "config/target_config.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "database/loader.h"
#include "database/offline.h"
#include "database/patience.h"
#include "database/wait.h"
#include "sql/classify.h"
#include "sqlembic/error.h"

#define APPLICATION       "sqlembic " SQLEMBIC_VERSION
#define SHORTEST_LEASE_MS 1000

/* ---- describing ------------------------------------------------------------------------------------------ */

/* The variable or the file that `setting` is, and holds nothing, goes before all else.  With a section only its own variable
 * overrides: lookup.c. */
static int hint_url(struct config *config, const char *setting, struct sqlembic_error *err)
{
	const char *file = config_file(config) ? config_file(config) : "alembic.ini";
	const char *variable = lookup_override_name(config, "sqlalchemy.url");
	if (!strstr(setting, "sqlalchemy.url"))
		return sqlembic_fail_hint(err, "let %s hold the URL", setting);
	if (!variable || strcmp(variable, "ALEMBIC_SQLALCHEMY_URL") == 0)
		return sqlembic_fail_hint(
			err, "set the environment variable DATABASE_URL, or sqlalchemy.url in %s", file);
	return sqlembic_fail_hint(err, "set the environment variable %s, or sqlalchemy.url in [%s] of %s",
				  variable, config_section(config), file);
}

static int fail_without_url(struct config *config, const char *setting, struct sqlembic_error *err)
{
	const char *origin = config_origin(config, "sqlalchemy.url");
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "no database URL: sqlalchemy.url is not set");
	if (strcmp(origin, "default") != 0)
		sqlembic_fail_detail(err, "%s sets it to nothing", origin);
	return hint_url(config, setting, err);
}

static int describe_url(struct database *out, struct arena *arena, struct config *config,
			struct sqlembic_error *err)
{
	const char *text;
	int rc = config_string(config, "sqlalchemy.url", &text, err);
	if (rc == 0)
		rc = target_config_setting(&out->setting, config, err);
	if (rc < 0)
		return rc;
	if (!text || !*text)
		return fail_without_url(config, out->setting, err);
	if (!(out->masked = url_mask(arena, text)))
		return sqlembic_fail_memory(err);
	out->place = text;
	rc = url_parse(&out->url, arena, text, err);
	if (rc == 0 && (out->engine = url_engine(&out->url, err)))
		return 0;
	sqlembic_fail_detail(err, "the URL is from %s", config_origin(config, "sqlalchemy.url"));
	return rc < 0 ? rc : SQLEMBIC_E_FAILED;
}

/* A run beats some times in a lease, and each beat is a way to the other nodes and back. */
static int read_lease(long *out, struct config *config, struct sqlembic_error *err)
{
	int rc = config_duration(config, "lock_lease", out, err);
	if (rc < 0 || *out >= SHORTEST_LEASE_MS)
		return rc;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "lock_lease is %ld ms, and has to be %d ms at least", *out,
		      SHORTEST_LEASE_MS);
	sqlembic_fail_detail(err, "it is from %s", config_origin(config, "lock_lease"));
	return sqlembic_fail_hint(err, "write lock_lease = 20s");
}

int database_describe(struct database *out, struct arena *arena, struct config *config,
		      const struct sqlembic_options *options, struct sqlembic_error *err)
{
	*out = (struct database){
		.lock_key = "",
		.caller = caller_from(options),
		.driver_path = options->driver_path,
		.schema = target_config_schema(config),
		.owns_process = options->owns_process,
	};
	int rc;
	if ((rc = describe_url(out, arena, config, err)) < 0 ||
	    (rc = config_duration(config, "lock_timeout", &out->lock_timeout_ms, err)) < 0 ||
	    (rc = read_lease(&out->lock_lease_ms, config, err)) < 0 ||
	    (rc = config_duration(config, "statement_timeout", &out->statement_timeout_ms, err)) < 0)
		return rc;
	return config_duration(config, "connect_timeout", &out->connect_timeout_ms, err);
}

void database_describe_second(struct database *out, const struct database *first)
{
	*out = *first;
	out->session = NULL;
	out->locked = out->is_renewed = false;
	out->wait_ms = 0;
	out->stock = NULL;
	out->kept = NULL;
}

/* ---- connecting ------------------------------------------------------------------------------------------ */

/* A callback that wants to stop is asked again at the next event. */
static void forward(struct database *database, enum sqlembic_event_kind kind, const char *text)
{
	struct sqlembic_error stopped;
	if (database->kept) {
		sqlembic_buf_putc(database->kept, (char)kind);
		sqlembic_buf_add(database->kept, text, strlen(text) + 1);
	} else {
		(void)caller_tell(&database->caller, kind, text, &stopped);
	}
}

static void forward_notice(void *payload, const char *text)
{
	forward(payload, SQLEMBIC_EVENT_WARNING, text);
}

static void forward_remark(void *payload, const char *text)
{
	forward(payload, SQLEMBIC_EVENT_INFO, text);
}

static struct sqlembic_connect describe_connection(struct database *database, bool read_only)
{
	return (struct sqlembic_connect){
		.size = sizeof(struct sqlembic_connect),
		.url = &database->url,
		.masked_url = database->masked,
		.application = APPLICATION,
		.statement_timeout_ms = database->statement_timeout_ms,
		.lock_timeout_ms = database->lock_timeout_ms,
		.read_only = read_only,
		.cancel = database->caller.cancel,
		.notice = forward_notice,
		.payload = database,
		.owns_process = database->owns_process,
		.remark = forward_remark,
		.schema = database->schema,
		.lock_lease_ms = database->lock_lease_ms,
		.tidies = database->tidies,
		.stands_for = database->stands_for,
		.is_private = database->is_private,
		.classify = classify_text,
		.dialect = database->engine->dialect,
	};
}

/* What a try that failed has yielded is no answer: its rows may be some of many. */
static void forget_answers(struct sqlembic_connect *connect)
{
	for (size_t i = 0; i < connect->nfirst; i++)
		connect->first[i]->answered = false;
	connect->nfirst = 0;
}

static int refuse_schema(const struct database *database, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "target_schema is set, and %s has no schemas inside of a database",
		      database->engine->name);
	return sqlembic_fail_hint(err, "give each tenant a database of its own: set target_url instead");
}

/* A connection that is being opened. */
struct opening {
	struct database *database;
	struct sqlembic_connect *connect;
};

static int open_once(void *payload, const struct patience *patience, struct sqlembic_error *err)
{
	const struct opening *opening = payload;
	struct database *database = opening->database;
	opening->connect->connect_timeout_ms = patience_limit(patience, database->connect_timeout_ms);
	int rc = database->driver->open(&database->session, opening->connect, err);
	if (rc < 0)
		forget_answers(opening->connect);
	return rc;
}

/* Tenants by schema are in one database: what is alike is what the URL says. */
static bool hands_on(const struct database *database)
{
	return database->stock && database->schema && database->driver->renew;
}

/* Whether another tenant's connection has become this one's. */
static bool take_over(struct database *database, struct sqlembic_connect *connect)
{
	struct sqlembic_session *session;
	const size_t nfirst = connect->nfirst;
	struct sqlembic_error unheard;
	connect->lock_key = database->early_key;
	connect->has_lock = &database->locked;
	while ((session = stock_take(database->stock, database->place, database->is_read_only))) {
		if (database->driver->renew(session, connect, &unheard) == 0) {
			database->session = session;
			database->is_renewed = true;
			if (database->locked)
				database->lock_key = database->early_key;
			return true;
		}
		forget_answers(connect);
		connect->nfirst = nfirst;
		database->driver->close(session);
	}
	return false;
}

void database_name_setting(const struct database *database, struct sqlembic_error *err)
{
	static const char usual[] = "sqlalchemy.url";
	const struct sqlembic_error said = *err;
	const char *at = strstr(said.hint, usual), *setting = database->setting;
	if (at && setting && strncmp(at, setting, strlen(setting)) != 0)
		(void)sqlembic_fail_hint(err, "%.*s%s%s", (int)(at - said.hint), said.hint, setting,
					 at + strlen(usual));
}

void database_end_hint(const struct database *database, struct sqlembic_error *err)
{
	database_name_setting(database, err);
	if (err->code == SQLEMBIC_E_UNREACHABLE && !err->hint[0])
		(void)sqlembic_fail_hint(err, "when the server answers, run the same command again");
}

int database_connect_asking(struct database *database, bool read_only, struct sqlembic_query *const *first,
			    size_t nfirst, struct sqlembic_error *err)
{
	struct sqlembic_connect connect = describe_connection(database, read_only);
	struct opening opening = { database, &connect };
	int rc = loader_find(&database->driver, database->engine, database->driver_path, err);
	if (rc == 0 && database->schema &&
	    (!(database->driver->caps & SQLEMBIC_CAP_SCHEMAS) || database->engine->dialect->choose_database))
		rc = refuse_schema(database, err);
	if (rc < 0)
		return rc;
	connect.first = first;
	connect.nfirst = nfirst;
	database->is_renewed = false;
	database->is_read_only = read_only;
	if (hands_on(database) && take_over(database, &connect))
		return 0;
	rc = patience_wait(&database->caller, database->wait_ms, open_once, &opening, err);
	if (rc < 0)
		database_name_setting(database, err);
	return rc;
}

int database_connect(struct database *database, bool read_only, struct sqlembic_error *err)
{
	return database_connect_asking(database, read_only, NULL, 0, err);
}

int database_print(struct database *database, sqlembic_write_fn *write, void *payload,
		   struct sqlembic_error *err)
{
	int rc = offline_open(&database->session, database->engine->dialect, database->url.database, write,
			      payload, err);
	if (rc == 0)
		database->driver = database->session->driver;
	return rc;
}

void database_step_aside(struct database *database, struct sqlembic_buf *kept)
{
	database->kept = kept;
}

int database_come_back(struct database *database, struct sqlembic_error *err)
{
	struct sqlembic_buf *kept = database->kept;
	int rc = kept->failed ? sqlembic_fail_memory(err) : 0;
	database->kept = NULL;
	for (size_t at = 0; rc == 0 && at < kept->len; at += strlen(kept->ptr + at) + 1)
		rc = caller_tell(&database->caller, (enum sqlembic_event_kind)kept->ptr[at],
				 kept->ptr + at + 1, err);
	sqlembic_buf_release(kept);
	return rc;
}

void database_close(struct database *database)
{
	struct sqlembic_error unheard;
	if (!database->session)
		return;
	(void)database_unlock(database, &unheard);
	if (hands_on(database) && database->driver->can_renew(database->session))
		stock_put(database->stock, database->place, database->is_read_only, database->session);
	else
		database->driver->close(database->session);
	database->session = NULL;
	database->locked = false;
}

/* ---- lock and transactions ------------------------------------------------------------------------------- */

static int try_lock(void *payload, struct sqlembic_error *err)
{
	struct database *database = payload;
	return database->driver->try_lock(database->session, database->lock_key, err);
}

static int begin(void *payload, struct sqlembic_error *err)
{
	struct database *database = payload;
	return database->driver->begin(database->session, err);
}

static int commit(void *payload, struct sqlembic_error *err)
{
	struct database *database = payload;
	return database->driver->commit(database->session, err);
}

int database_lock(struct database *database, const char *key, struct sqlembic_error *err)
{
	if (database->locked)
		return 0;
	database->lock_key = key;
	if (!database->driver->try_lock)
		return 0;
	int rc = wait_retry(database, try_lock, database, "the migration lock was not obtained", err);
	database->locked = rc == 0;
	if (rc == 0 && database->stock)
		stock_note_work(database->stock);
	return rc;
}

bool database_expects_work(const struct database *database)
{
	return database->stock && stock_has_work(database->stock);
}

void database_query_and_unlock(struct database *database, struct sqlembic_query *query)
{
	struct sqlembic_error unheard;
	query->answered = false;
	if (database->locked && database->driver->query_and_unlock &&
	    database->driver->query_and_unlock(database->session, query, database->lock_key, &unheard) == 0)
		database->locked = false;
}

int database_unlock(struct database *database, struct sqlembic_error *err)
{
	bool locked = database->locked;
	database->locked = false;
	if (!locked || !database->driver->unlock)
		return 0;
	return database->driver->unlock(database->session, database->lock_key, err);
}

int database_begin(struct database *database, struct sqlembic_error *err)
{
	return wait_retry(database, begin, database, "the migration lock was not obtained", err);
}

/* Only where readers stand in the way is the transaction still open behind a COMMIT that was not done. */
int database_commit(struct database *database, struct sqlembic_error *err)
{
	int rc = database_begin_locks(database) ? wait_retry(database, commit, database,
							     "the transaction could not be committed", err)
						: commit(database, err);
	if (rc < 0)
		database_rollback(database);
	return rc;
}

void database_rollback(struct database *database)
{
	struct sqlembic_error unheard;
	(void)database->driver->rollback(database->session, &unheard);
}
