/* load.c: see load.h.  Errors have the file, the line and the column of the statement. */
#include "proof/load.h"

#include <stdlib.h>
#include <string.h>

#include "database/sender.h"
#include "proof/beyond.h"
#include "proof/load_double.h"
#include "proof/own_name.h"
#include "sql/excerpt.h"
#include "sqlembic/error.h"

/* One transaction that makes thousands of tables would need more locks than a server has room for by default. */
#define STATEMENTS_IN_A_TRANSACTION 1000

struct load {
	struct database *database;
	const char *path;
	struct sqlembic_span text; /* empty: it is in the file `path` */
	/* Of a wanted schema, or of rows, which may speak of more than its own database: who is told what is left out.  NULL: the
	 * script is ours. */
	const struct caller *listener;
	const char *what; /* the file is, for that */
	struct load_progress progress;
	struct own_name own_name;
};

static int adapt(void *payload, struct statement *statement, struct sqlembic_error *err)
{
	struct load *load = payload;
	return own_name_take(&load->own_name, statement, err);
}

static int begin_scan(struct scan **out, const struct load *load, struct sqlembic_error *err)
{
	*out = scan_open(load->database->engine->dialect, load->path, NULL, NULL);
	if (!*out)
		return sqlembic_fail_memory(err);
	int rc = 0;
	if (load->text.ptr)
		scan_begin_text(*out, load->path, load->text);
	else
		rc = scan_begin_file(*out, load->path, err);
	if (load->listener)
		scan_as_wanted(*out);
	return rc;
}

/* Roles and other databases are no part of a schema, and the server that scratch databases are made on may be that of
 * the live one. */
static bool leaves_out(void *payload, const struct statement *statement)
{
	struct load *load = payload;
	struct load_progress *progress = &load->progress;
	struct sqlembic_error unheard;
	/* Settings are those of the session, which has ended with the script. */
	if (statement->number <= progress->done)
		return !(statement->classes & SQLEMBIC_CLASS_SESSION);
	if (load->listener && statement->classes & SQLEMBIC_CLASS_NO_SCHEMA)
		return true;
	if (!load->listener || !(statement->classes & SQLEMBIC_CLASS_SERVER))
		return false;
	if (statement->number > progress->told) {
		progress->told = statement->number;
		(void)beyond_tell(load->listener, load->what, load->path, statement->line, 0, &unheard);
	}
	return true;
}

/* Whether a script runs in a transaction: not where it begins or ends one by itself or needs to be outside of one, or is too long
 * for one. */
static int choose_transaction(bool *out, const struct load *load, struct sqlembic_error *err)
{
	struct statement statement;
	struct scan *scan;
	size_t n = 0;
	int rc = begin_scan(&scan, load, err);
	*out = true;
	while (rc >= 0 && (rc = scan_next(scan, &statement, err)) > 0)
		if (++n > STATEMENTS_IN_A_TRANSACTION ||
		    (!(statement.classes & SQLEMBIC_CLASS_SERVER) &&
		     statement.classes & (SQLEMBIC_CLASS_TXN | SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_ALONE)))
			*out = false;
	scan_close(scan);
	return rc;
}

static int send_all(struct load *load, struct sqlembic_error *err)
{
	char checksum[HASH_TEXT_SIZE];
	size_t statements;
	struct parcel parcel = { 0 };
	struct scan *scan;
	load->own_name = (struct own_name){ .schema = load->database->driver->schema,
					    .database = load->database->stands_for };
	int rc = begin_scan(&scan, load, err);
	parcel_begin(&parcel, load->database->session, load->database->engine->dialect, load->path);
	const struct sender sender = { .scan = scan,
				       .parcel = &parcel,
				       .caller = &load->database->caller,
				       .adapt = load->listener ? adapt : NULL,
				       .leaves_out = leaves_out,
				       .payload = load };
	if (rc == 0)
		rc = sender_run(&sender, &statements, checksum, err);
	if (rc == 0)
		rc = parcel_send(&parcel, err);
	if (rc < 0 && !load->database->engine->dialect->transactional_ddl &&
	    parcel.failed_number > load->progress.done)
		load->progress.done = parcel.failed_number - 1;
	parcel_release(&parcel);
	own_name_release(&load->own_name);
	scan_close(scan);
	return rc;
}

static int run(struct load *load, bool in_transaction, struct sqlembic_error *err)
{
	const struct sqlembic_driver *driver = load->database->driver;
	struct sqlembic_session *session = load->database->session;
	struct sqlembic_error unheard;
	int rc = driver->script_begin(session, err);
	if (rc < 0)
		return rc;
	if (in_transaction && load->database->engine->dialect->transactional_ddl)
		rc = driver->begin(session, err);
	if (rc == 0)
		rc = send_all(load, err);
	if (rc == 0)
		rc = driver->script_check(session, err);
	if (rc == 0 && driver->in_transaction(session))
		rc = driver->commit(session, err);
	if (rc < 0)
		(void)driver->rollback(session, &unheard);
	int ended = driver->script_end(session, rc < 0 ? &unheard : err);
	if (rc < 0)
		database_name_setting(load->database, err);
	return rc < 0 ? rc : ended;
}

int load_text(struct database *database, struct sqlembic_span text, const char *name, bool in_transaction,
	      struct sqlembic_error *err)
{
	struct load load = { .database = database, .path = name, .text = text };
	bool chosen = false;
	int rc = in_transaction ? choose_transaction(&chosen, &load, err) : 0;
	return rc < 0 ? rc : run(&load, chosen, err);
}

int load_for_a_look(struct database *database, struct sqlembic_span text, const char *name, bool *fits,
		    int (*look)(void *payload, struct sqlembic_error *err), void *payload,
		    struct sqlembic_error *err)
{
	const struct sqlembic_driver *driver = database->driver;
	struct sqlembic_session *session = database->session;
	struct load load = { .database = database, .path = name, .text = text };
	struct sqlembic_error unheard = { 0 };
	int rc = choose_transaction(fits, &load, err);
	*fits &= database->engine->dialect->transactional_ddl;
	if (rc < 0 || !*fits || (rc = driver->script_begin(session, err)) < 0)
		return rc;
	rc = driver->begin(session, err);
	if (rc == 0)
		rc = send_all(&load, err);
	if (rc == 0)
		rc = look(payload, err);
	if (rc < 0)
		database_name_setting(database, err);
	int undone = driver->rollback(session, rc < 0 ? &unheard : err);
	int ended = driver->script_end(session, rc < 0 || undone < 0 ? &unheard : err);
	return rc < 0 ? rc : undone < 0 ? undone : ended;
}

static int load_by_itself(struct load *load, struct sqlembic_error *err)
{
	bool in_transaction = true;
	int rc = choose_transaction(&in_transaction, load, err);
	return rc == 0 ? run(load, in_transaction, err) : rc;
}

/* An account that is made for a trial would stay, and be one of the server that applications use. */
static int refuse_beyond(const struct load *load, struct sqlembic_error *err)
{
	struct statement statement;
	struct scan *scan;
	int rc = begin_scan(&scan, load, err);
	while (rc >= 0 && (rc = scan_next(scan, &statement, err)) > 0) {
		if (!(statement.classes & SQLEMBIC_CLASS_SERVER))
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "this statement reaches beyond a scratch database, and the server is "
				    "that of your database");
		(void)excerpt_point(err, load->path, &statement);
		(void)sqlembic_fail_state(
			err,
			"nothing of scratch_setup was run; neither the server nor the database was touched");
		rc = sqlembic_fail_hint(
			err,
			"let an administrator run it there once, and take it out of the file; or set "
			"scratch_url to another server, or to \"local\", a private one: it is run there");
	}
	scan_close(scan);
	return rc;
}

int load_setup(struct database *database, const char *path, bool is_at_home, struct sqlembic_error *err)
{
	struct load load = { .database = database, .path = path };
	int rc = is_at_home ? refuse_beyond(&load, err) : 0;
	return rc == 0 ? load_by_itself(&load, err) : rc;
}

int load_rows(struct database *database, const char *path, const struct caller *listener,
	      struct load_progress *progress, struct sqlembic_error *err)
{
	struct load load = { .database = database,
			     .path = path,
			     .listener = listener,
			     .what = "the rows",
			     .progress = *progress };
	int rc = load_by_itself(&load, err);
	*progress = load.progress;
	return rc;
}

static struct load load_of_target(struct database *database, const char *path, const struct caller *listener)
{
	return (struct load){
		.database = database, .path = path, .listener = listener, .what = "the wanted schema"
	};
}

/* Drivers speak of the header of a script; a wanted schema has none, and stands in no transaction but for its own. */
static int fail_target(struct sqlembic_error *err)
{
	if (strstr(err->hint, "\"-- transaction: off\""))
		(void)sqlembic_fail_hint(
			err, "let COMMIT stand before this statement, or take BEGIN and COMMIT out");
	if (err->code == SQLEMBIC_E_FAILED && !err->hint[0])
		(void)sqlembic_fail_hint(err, "correct it, then run the same command again");
	if (!err->state[0])
		(void)sqlembic_fail_state(err, "this is the wanted schema; the database was not touched");
	return err->code;
}

int load_target_text(struct database *database, struct sqlembic_span text, const char *name,
		     const struct caller *listener, struct sqlembic_error *err)
{
	struct load load = load_of_target(database, name, listener);
	load.text = text;
	return load_by_itself(&load, err) < 0 ? fail_target(err) : 0;
}

/* Files that need others of the same list are tried again when others have been loaded; where DDL commits by itself, from the
 * statement on that has failed. */
static int load_files(struct database *database, const struct target *target, const struct caller *listener,
		      struct arena *arena, struct sqlembic_error *err)
{
	bool *is_loaded = arena_alloc(arena, target->n, sizeof(*is_loaded));
	struct load *loads = arena_alloc(arena, target->n, sizeof(*loads));
	if (!is_loaded || !loads)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < target->n; i++)
		loads[i] = load_of_target(database, target->paths[i], listener);
	for (size_t left = target->n; left > 0;) {
		bool goes_on = false;
		struct sqlembic_error first = { 0 };
		for (size_t i = 0; i < target->n; i++) {
			struct sqlembic_error failed = { 0 };
			if (is_loaded[i])
				continue;
			size_t before = loads[i].progress.done;
			int rc = load_by_itself(&loads[i], &failed);
			is_loaded[i] = rc == 0;
			goes_on |= rc == 0 || loads[i].progress.done > before;
			left -= rc == 0;
			if (rc < 0 && first.code == 0)
				first = failed;
			if (rc == SQLEMBIC_E_INTERRUPTED)
				break;
		}
		if (!goes_on || first.code == SQLEMBIC_E_INTERRUPTED)
			return sqlembic_fail_copy(err, &first);
	}
	return 0;
}

int load_target(struct database *database, const struct target *target, const struct caller *listener,
		struct arena *arena, struct sqlembic_error *err)
{
	struct load load = load_of_target(database, target->text, listener);
	int rc;
	if (target->kind == TARGET_PROGRAM) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		rc = target_run(&text, target, &database->caller, err);
		if (rc == 0)
			load.text = (struct sqlembic_span){ sqlembic_buf_text(&text), text.len };
		if (rc == 0)
			rc = load_by_itself(&load, err);
		sqlembic_buf_release(&text);
	} else {
		rc = load_files(database, target, listener, arena, err);
		if (rc == SQLEMBIC_E_FAILED)
			load_double_explain(target, database->engine->dialect, err);
	}
	return rc < 0 ? fail_target(err) : 0;
}
