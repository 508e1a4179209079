/* scratch.c: makes and drops scratch databases.
 *
 * What a killed run has left behind is dropped by the next one: the driver lists those whose run is no more, and a name
 * that is not of our making is left alone even then.  Of files that is the next run that makes some. */
#include "proof/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fs.h"
#include "base/random.h"
#include "config/lookup.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "database/loader.h"
#include "proof/load.h"
#include "sqlembic/error.h"
#include "sqlembic/schema.h"

#define SCRATCH_PREFIX "sqlembic_scratch_"
#define LOCAL_SERVER   "local"
#define LOCAL_WAIT_MS  60000

static int refuse_engine(const struct database *live, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "scratch_url is no %s database, as %s is",
			    live->engine->name, live->setting);
	return sqlembic_fail_hint(err,
				  "name a server of the same kind and version, or leave scratch_url out");
}

static int take_url(struct scratch_home *out, const struct database *live, struct config *config,
		    struct sqlembic_error *err)
{
	const char *text;
	int rc = config_string(config, "scratch_url", &text, err);
	if (rc < 0 || !text || !*text)
		return rc;
	out->live = live;
	if (strcmp(text, LOCAL_SERVER) == 0) {
		out->is_local = true;
		return lookup_variable(&out->path, config, "PATH", err);
	}
	out->server.setting = "scratch_url";
	if (!(out->server.masked = url_mask(out->arena, text)))
		return sqlembic_fail_memory(err);
	rc = url_parse(&out->server.url, out->arena, text, err);
	if (rc == 0 && url_engine(&out->server.url, err) != live->engine)
		rc = err->code < 0 ? err->code : refuse_engine(live, err);
	if (rc < 0)
		(void)sqlembic_fail_detail(err, "scratch_url is from %s",
					   config_origin(config, "scratch_url"));
	return rc;
}

static int take_directory(struct scratch_home *out, struct config *config, struct sqlembic_error *err)
{
	const char *named;
	int rc = lookup_variable(&named, config, "TMPDIR", err);
	if (rc < 0)
		return rc;
	out->directory = named && *named ? fs_absolute(out->arena, named) : P_tmpdir;
	return out->directory ? 0 : sqlembic_fail_memory(err);
}

int scratch_describe(struct scratch_home *out, const struct database *live, struct config *config,
		     struct arena *arena, struct sqlembic_error *err)
{
	*out = (struct scratch_home){ .arena = arena, .cancel = live->caller.cancel };
	database_describe_second(&out->server, live);
	/* A run that is stopped drops its databases all the same. */
	out->server.tidies = true;
	out->server.stands_for = live->url.database;
	err->code = 0;
	int rc = config_string(config, "scratch_setup", &out->setup, err);
	if (rc == 0 && out->setup && !*out->setup)
		out->setup = NULL;
	if (rc == 0)
		rc = take_directory(out, config, err);
	if (rc == 0)
		rc = take_url(out, live, config, err);
	if (rc == 0)
		rc = loader_find(&out->server.driver, out->server.engine, out->server.driver_path, err);
	if (rc < 0)
		return rc;
	out->schema = out->server.driver->schema;
	if (!out->schema)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "schemas of %s databases cannot be compared yet",
				     out->server.engine->name);
	if (out->is_local && !out->schema->local) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "scratch_url = local: %s needs no server",
				    out->server.engine->name);
		return sqlembic_fail_hint(err, "leave scratch_url empty");
	}
	return 0;
}

/* ---- on a server ---- */

/* The prefix, the time in hexadecimal digits, and a random id. */
static bool is_ours(const char *name)
{
	static const char digits[] = "0123456789abcdef";
	size_t length = strlen(SCRATCH_PREFIX);
	if (strncmp(name, SCRATCH_PREFIX, length) != 0)
		return false;
	size_t time_length = strspn(name + length, digits);
	const char *id = name + length + time_length + 1;
	return time_length > 0 && id[-1] == '_' && strlen(id) == RANDOM_ID_SIZE - 1 &&
	       strspn(id, digits) == RANDOM_ID_SIZE - 1;
}

struct stale {
	struct arena *arena;
	const char *names[64];
	size_t n;
};

static int keep_stale(void *payload, const char *const *values, size_t n)
{
	struct stale *stale = payload;
	if (n == 0 || !values[0] || !is_ours(values[0]) || stale->n == 64)
		return 0;
	const char *name = arena_dup(stale->arena, values[0]);
	if (name)
		stale->names[stale->n++] = name;
	return 0;
}

static void clear_stale(struct scratch_home *home)
{
	struct stale stale = { .arena = home->arena };
	struct sqlembic_error unheard;
	struct sqlembic_session *session = home->server.session;
	if (home->schema->scratch_list(session, keep_stale, &stale, &unheard) < 0)
		return;
	for (size_t i = 0; i < stale.n; i++)
		(void)home->schema->scratch_drop(session, stale.names[i], &unheard);
}

static int start_server(struct scratch_home *home, struct sqlembic_error *err)
{
	struct caller caller = { .cancel = home->cancel };
	int rc = local_start(&home->local, home->schema->local, home->path, &caller, home->arena, err);
	/* It takes connections before it answers them; that is nobody's news. */
	home->server.wait_ms = LOCAL_WAIT_MS;
	home->server.caller = caller;
	home->server.masked = "the private server";
	home->server.is_private = true;
	return rc == 0 ? url_parse(&home->server.url, home->arena, home->local.url, err) : rc;
}

static int connect_server(struct scratch_home *home, struct sqlembic_error *err)
{
	int rc = home->is_local ? start_server(home, err) : 0;
	if (rc == 0)
		rc = database_connect(&home->server, false, err);
	if (rc == 0 && !home->is_local)
		clear_stale(home);
	return rc;
}

static int keep_traits(void *payload, const char *const *values, size_t n)
{
	struct scratch_home *home = payload;
	for (home->ntraits = 0; home->ntraits < n && home->ntraits < SCRATCH_TRAITS; home->ntraits++) {
		const char *value = values[home->ntraits];
		home->traits[home->ntraits] = value ? arena_dup(home->arena, value) : NULL;
	}
	return 1;
}

int scratch_take_traits(struct scratch_home *home, const struct database *from, struct sqlembic_error *err)
{
	home->ntraits = 0;
	home->knows_traits = true;
	return home->schema->scratch_traits
		       ? home->schema->scratch_traits(from->session, keep_traits, home, err)
		       : 0;
}

static int ask_traits(struct scratch_home *home, struct sqlembic_error *err)
{
	const bool is_asked = !home->knows_traits && home->live && home->live->session;
	return is_asked ? scratch_take_traits(home, home->live, err) : 0;
}

static int make_on_server(struct scratch *out, struct scratch_home *home, struct sqlembic_error *err)
{
	char id[RANDOM_ID_SIZE];
	int rc = random_id(id, err);
	if (rc < 0)
		return rc;
	const char *name = arena_printf(home->arena, SCRATCH_PREFIX "%llx_%s", (unsigned long long)time(NULL),
					id);
	if (!name)
		return sqlembic_fail_memory(err);
	if ((rc = home->schema->scratch_make(home->server.session, name, err)) < 0)
		return rc;
	out->name = name;
	out->database.url.database = name;
	rc = ask_traits(home, err);
	return rc == 0 && home->ntraits > 0 ? home->schema->scratch_adapt(home->server.session, name,
									  home->traits, home->ntraits, err)
					    : rc;
}

/* ---- files ---- */

static int fail_directory(const char *parent, struct sqlembic_error *err)
{
	return sqlembic_fail_hint(err,
				  "see that %s is there and has room, and that the user who runs the command "
				  "may write there, or let the environment variable TMPDIR name another "
				  "directory",
				  parent);
}

/* The file and what the database puts beside it. */
static int make_file(struct scratch *out, struct sqlembic_error *err)
{
	struct scratch_home *home = out->home;
	if (!home->is_cleared)
		tempdir_clear(home->directory, SCRATCH_PREFIX);
	home->is_cleared = true;
	if (tempdir_make(&out->directory, home->arena, home->directory, SCRATCH_PREFIX, err) < 0)
		return fail_directory(home->directory, err);
	out->database.url.database = arena_printf(home->arena, "%s/database", out->directory.path);
	return out->database.url.database ? 0 : sqlembic_fail_memory(err);
}

bool scratch_is_without_room(const struct scratch *scratch, struct sqlembic_error *err)
{
	const struct scratch_home *home = scratch->home;
	if (!home || !(home->server.engine->dialect->complaints(err) & SQLEMBIC_COMPLAINT_NO_ROOM))
		return false;
	const char *directory = scratch->directory.path ? home->directory : NULL;
	if (!directory) {
		(void)sqlembic_fail_state(
			err, "this happened in a scratch database; the database was not touched");
		return true;
	}
	(void)sqlembic_fail_state(err,
				  "this happened in a scratch database in %s, the directory for temporary "
				  "files; the database was not touched",
				  directory);
	(void)sqlembic_fail_hint(err,
				 "free space in %s or raise the limit of a file's size (ulimit -f), or let "
				 "the environment variable TMPDIR name a directory that has room; then run "
				 "the same command again",
				 directory);
	return true;
}

/* Makes what revisions and wanted schemas expect to be there: extensions, tables that others own. */
static int set_up(struct scratch *scratch, bool reopened, struct sqlembic_error *err)
{
	const char *setup = scratch->home->setup;
	if (!setup)
		return 0;
	const bool is_at_home = !scratch->home->live && !scratch->home->schema->scratch_database;
	int rc = reopened ? database_connect(&scratch->database, false, err) : 0;
	if (rc == 0 && (rc = load_setup(&scratch->database, setup, is_at_home, err)) < 0) {
		if (!err->state[0])
			(void)sqlembic_fail_state(err,
						  "this is scratch_setup, run in a scratch database; the "
						  "database was not touched");
		if (rc == SQLEMBIC_E_FAILED && !err->hint[0])
			(void)sqlembic_fail_hint(
				err,
				"correct %s, or let scratch_setup name another file, then run the same "
				"command again",
				setup);
	}
	if (reopened)
		database_close(&scratch->database);
	return rc;
}

int scratch_open(struct scratch *out, struct scratch_home *home, bool reopened, struct sqlembic_error *err)
{
	*out = (struct scratch){ .home = home };
	int rc = home->schema->scratch_database || home->server.session ? 0 : connect_server(home, err);
	if (rc < 0)
		return rc;
	database_describe_second(&out->database, &home->server);
	out->database.caller = (struct caller){ .cancel = home->cancel };
	out->database.tidies = false;
	out->database.lock_timeout_ms = 0;
	out->database.masked = "scratch database";
	if (!home->schema->scratch_database)
		rc = make_on_server(out, home, err);
	else if (reopened)
		rc = make_file(out, err);
	else
		out->database.url.database = home->schema->scratch_database;
	/* A file's parameters (mode=ro) are those of the live one. */
	if (home->schema->scratch_database)
		out->database.url.nparams = 0;
	if (rc == 0 && !reopened)
		rc = database_connect(&out->database, false, err);
	if (rc == 0)
		rc = set_up(out, reopened, err);
	if (rc < 0)
		scratch_close(out);
	return rc;
}

static int keep_name(void *payload, const char *const *values, size_t n)
{
	struct scratch_home *home = payload;
	home->schema_name = n > 0 && values[0] ? arena_dup(home->arena, values[0]) : NULL;
	return 1;
}

int scratch_find_home(const char **name, struct scratch_home *home, struct sqlembic_error *err)
{
	struct sqlembic_session *live = home->live ? home->live->session : home->server.session;
	int rc = 0;
	if (!home->knows_schema && home->schema->scratch_home && live) {
		rc = home->schema->scratch_home(live, keep_name, home, err);
		home->knows_schema = rc == 0;
	}
	*name = home->schema_name;
	return rc;
}

int scratch_ask_live(struct scratch_home *home, struct sqlembic_error *err)
{
	const char *unused;
	int rc = home->live ? ask_traits(home, err) : 0;
	return rc == 0 && home->live ? scratch_find_home(&unused, home, err) : rc;
}

int scratch_make_home(struct scratch *scratch, struct sqlembic_error *err)
{
	const bool reopened = !scratch->database.session;
	const char *name;
	int rc = scratch_find_home(&name, scratch->home, err);
	if (rc < 0 || !name)
		return rc;
	rc = reopened ? database_connect(&scratch->database, false, err) : 0;
	if (rc == 0)
		rc = scratch->home->schema->scratch_make_home(scratch->database.session, name, err);
	if (reopened)
		database_close(&scratch->database);
	return rc;
}

bool scratch_home_was_in_the_way(const struct scratch_home *home, const struct sqlembic_error *err)
{
	const char *state = home->schema->schema_is_there;
	const bool is_of_script = err->code == SQLEMBIC_E_FAILED || err->code == SQLEMBIC_E_HALF;
	return home->schema_name && is_of_script && state && strcmp(err->sqlstate, state) == 0;
}

void scratch_close(struct scratch *scratch)
{
	struct sqlembic_error unheard;
	if (!scratch->home)
		return;
	database_close(&scratch->database);
	if (scratch->name)
		(void)scratch->home->schema->scratch_drop(scratch->home->server.session, scratch->name,
							  &unheard);
	tempdir_remove(&scratch->directory);
	*scratch = (struct scratch){ 0 };
}

void scratch_leave(struct scratch_home *home)
{
	database_close(&home->server);
	local_stop(&home->local);
}
