/* rehearse.c: see rehearse.h.
 *
 * Statements that reach beyond their database are left out: the server that scratch databases are made on may be that of
 * the live one, and its roles and other databases are no rehearsal's to make or drop.  So is what is for such a role and nothing
 * else, where it is not there: all that is behind it could not be tested else. */
#include "proof/rehearse.h"

#include <string.h>

#include "database/sender.h"
#include "proof/fires.h"
#include "proof/joined.h"
#include "sqlembic/error.h"
#include "sqlembic/schema.h"

void rehearse_init(struct rehearsal *out, const struct graph *graph, const struct records *records,
		   const struct sqlembic_dialect *dialect, const struct sqlembic_schema *schema,
		   const struct database *server, struct arena *arena, const struct caller *caller)
{
	const struct preflight preflight = {
		.graph = graph, .records = records, .dialect = dialect, .arena = arena, .caller = caller
	};
	*out = (struct rehearsal){ .up = preflight,
				   .down = preflight,
				   .dialect = dialect,
				   .schema = schema,
				   .own_name = { schema, server->stands_for, SQLEMBIC_BUF_INIT },
				   .absent = { .roles = schema->roles, .server = server, .arena = arena } };
}

static bool reaches_beyond(const struct rehearsal *rehearsal, const struct statement *statement)
{
	return statement->classes & SQLEMBIC_CLASS_SERVER ||
	       (rehearsal->schema->names_database && rehearsal->schema->names_database(statement->sql));
}

static bool leads_elsewhere(const struct rehearsal *rehearsal, const struct statement *statement)
{
	return rehearsal->schema->leads_elsewhere && rehearsal->schema->leads_elsewhere(statement->sql);
}

bool rehearse_leaves_out(const struct rehearsal *rehearsal, const struct statement *statement)
{
	return reaches_beyond(rehearsal, statement) || leads_elsewhere(rehearsal, statement) ||
	       absent_find(&rehearsal->absent, statement->sql);
}

/* Blanks stand in the place of an owner who is not there. */
static int take_owner(struct rehearsal *rehearsal, struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_buf *text = &rehearsal->text;
	const char *role;
	const struct sqlembic_span owner = absent_owner(&rehearsal->absent, statement->sql, &role);
	if (owner.len == 0)
		return 0;
	sqlembic_buf_clear(text);
	sqlembic_buf_add(text, statement->text.ptr, statement->text.len);
	if (text->failed)
		return sqlembic_fail_memory(err);
	memset(text->ptr + (owner.ptr - statement->text.ptr), ' ', owner.len);
	statement->sql.ptr = text->ptr + (statement->sql.ptr - statement->text.ptr);
	statement->text.ptr = text->ptr;
	return 0;
}

int rehearse_adapt(struct rehearsal *rehearsal, struct statement *statement, struct sqlembic_error *err)
{
	int rc = own_name_take(&rehearsal->own_name, statement, err);
	return rc == 0 ? take_owner(rehearsal, statement, err) : rc;
}

bool rehearse_passes_over(struct rehearsal *rehearsal, const struct statement *statement)
{
	const bool reaches = reaches_beyond(rehearsal, statement);
	if (reaches)
		absent_add(&rehearsal->absent, statement->sql);
	return reaches || absent_find(&rehearsal->absent, statement->sql);
}

bool rehearse_is_cut(const struct rehearse_script *script)
{
	return script->beyond.line || script->for_role.line;
}

void rehearse_release(struct rehearsal *rehearsal)
{
	preflight_release(&rehearsal->up);
	preflight_release(&rehearsal->down);
	parcel_release(&rehearsal->parcel);
	own_name_release(&rehearsal->own_name);
	sqlembic_buf_release(&rehearsal->text);
}

void rehearse_release_script(struct rehearse_script *script)
{
	says_release(&script->says);
	sqlembic_buf_release(&script->code);
	reach_release(&script->reach);
}

static struct preflight *preflight_for(struct rehearsal *rehearsal, enum sqlembic_direction direction)
{
	return direction == SQLEMBIC_UPGRADE ? &rehearsal->up : &rehearsal->down;
}

static struct step step_of(const struct rehearse_script *script)
{
	return (struct step){ .direction = script->direction, .revision = script->revision };
}

/* ---- looking ---- */

static void note_cut(struct rehearse_cut *cut, const struct scan *scan, const struct statement *statement)
{
	struct sqlembic_buf words = SQLEMBIC_BUF_INIT;
	if (cut->line)
		return;
	cut->line = statement->line;
	scan_words_show(&words, scan, statement->sql);
	const char *text = sqlembic_buf_text(&words);
	size_t n = strnlen(text, sizeof(cut->words) - 1);
	memcpy(cut->words, text, n);
	cut->words[n] = '\0';
	sqlembic_buf_release(&words);
}

/* False: it is run. */
static bool cut(struct rehearse_script *script, struct rehearsal *rehearsal, const struct scan *scan,
		const struct statement *statement)
{
	const bool is_access = statement->classes & SQLEMBIC_CLASS_ACCESS;
	if (reaches_beyond(rehearsal, statement) || leads_elsewhere(rehearsal, statement)) {
		absent_add(&rehearsal->absent, statement->sql);
		script->changes_schema |= !is_access;
		note_cut(&script->beyond, scan, statement);
		return true;
	}
	const char *role = absent_find(&rehearsal->absent, statement->sql);
	const bool is_all = role != NULL;
	if (!role && absent_owner(&rehearsal->absent, statement->sql, &role).len == 0)
		return false;
	if (!script->for_role.line) {
		script->for_role.role = role;
		script->for_role.is_owner = !is_all;
	}
	script->changes_schema |= is_all && !is_access;
	note_cut(&script->for_role, scan, statement);
	return is_all;
}

int rehearse_look(struct rehearse_script *out, struct rehearsal *rehearsal, const struct revision *revision,
		  enum sqlembic_direction direction, struct sqlembic_error *err)
{
	struct preflight *preflight = preflight_for(rehearsal, direction);
	struct statement statement;
	*out = (struct rehearse_script){ .revision = revision, .direction = direction };
	struct step step = step_of(out);
	const struct plan plan = { .steps = &step, .n = 1 };
	int rc = preflight_scripts(preflight, &plan, err);
	if (rc == 0)
		rc = preflight_open(preflight, &step, err);
	if (rc < 0)
		return rc;
	const struct script_facts *facts = preflight_facts(preflight, &step);
	const bool is_inside = !preflight_is_stepwise(preflight, &step);
	struct joined joined = { .is_open = facts->begins_inside || is_inside };
	while (rc >= 0 && (rc = scan_next(preflight->scan, &statement, err)) > 0) {
		if ((rc = own_name_take(&rehearsal->own_name, &statement, err)) < 0)
			break;
		if (!cut(out, rehearsal, preflight->scan, &statement))
			out->statements++;
		out->last = statement.number;
		says_add(&out->says, rehearsal->dialect, statement.sql);
		fires_add(&out->code, rehearsal->dialect, statement.sql);
		if (rehearsal->schema->rows_rest)
			reach_add(&out->reach, scan_words_tokens(preflight->scan, statement.sql));
		if (rehearsal->schema->traces)
			joined_add(&joined, rehearsal->dialect, &statement);
	}
	/* What is left open at the end is not committed. */
	out->may_join = !joined.is_apart && (!joined.is_open || is_inside || facts->ends_inside);
	return rc;
}

/* ---- running ---- */

struct sending {
	struct rehearsal *rehearsal;
	struct preflight *preflight;
	const struct step *step;
	struct database *database;
	bool inside; /* of a transaction of ours, whatever the script has */
};

static bool leaves_out(void *payload, const struct statement *statement)
{
	const struct sending *s = payload;
	bool open;
	return rehearse_leaves_out(s->rehearsal, statement) ||
	       (s->inside && preflight_steers(statement, &open));
}

static int adapt(void *payload, struct statement *statement, struct sqlembic_error *err)
{
	const struct sending *s = payload;
	return rehearse_adapt(s->rehearsal, statement, err);
}

/* All statements but for those that wait in the parcel. */
static int send(struct sending *s, struct sqlembic_error *err)
{
	char checksum[HASH_TEXT_SIZE];
	size_t statements;
	const struct sender sender = { .scan = s->preflight->scan,
				       .parcel = &s->rehearsal->parcel,
				       .caller = &s->database->caller,
				       .adapt = adapt,
				       .leaves_out = leaves_out,
				       .payload = s };
	int rc = sender_run(&sender, &statements, checksum, err);
	return rc < 0 ? rc : preflight_check_same(s->preflight, s->step, err);
}

/* One transaction, and where it fits one message. */
static int run_whole(struct sending *s, struct sqlembic_error *err)
{
	struct parcel *parcel = &s->rehearsal->parcel;
	int rc = parcel_add(parcel, SQLEMBIC_PART_BEGIN, err);
	if (rc == 0)
		rc = send(s, err);
	if (rc == 0)
		rc = parcel_add(parcel, SQLEMBIC_PART_CHECK, err);
	if (rc == 0)
		rc = parcel_add(parcel, SQLEMBIC_PART_COMMIT, err);
	return rc < 0 ? rc : parcel_send(parcel, err);
}

static int fail_open(const struct sending *s, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script has left its transaction open");
	return sqlembic_fail_at(err, preflight_path(s->step), 0, 0);
}

/* Statement by statement. */
static int run_by_itself(struct sending *s, struct sqlembic_error *err)
{
	const struct script_facts *facts = preflight_facts(s->preflight, s->step);
	const struct sqlembic_driver *driver = s->database->driver;
	struct sqlembic_session *session = s->database->session;
	int rc = facts->begins_inside ? driver->begin(session, err) : 0;
	if (rc == 0)
		rc = send(s, err);
	if (rc == 0)
		rc = parcel_send(&s->rehearsal->parcel, err);
	if (rc == 0 && driver->in_transaction(session))
		rc = facts->ends_inside ? driver->commit(session, err) : fail_open(s, err);
	return rc < 0 ? rc : driver->script_check(session, err);
}

bool rehearse_is_whole(struct rehearsal *rehearsal, const struct rehearse_script *script)
{
	const struct step step = step_of(script);
	const struct preflight *preflight = preflight_for(rehearsal, script->direction);
	return !preflight_is_stepwise(preflight, &step) || preflight_facts(preflight, &step)->is_wrapped;
}

static int note_failed(struct rehearsal *rehearsal, int rc, const struct sqlembic_error *err)
{
	if (rc < 0)
		rehearsal->was_of_others |= rehearsal->dialect->complaints(err) & SQLEMBIC_COMPLAINT_OTHERS;
	return rc;
}

int rehearse_run_inside(struct rehearsal *rehearsal, const struct rehearse_script *script,
			struct database *database, struct sqlembic_error *err)
{
	const struct step step = step_of(script);
	struct sending s = { rehearsal, preflight_for(rehearsal, script->direction), &step, database, true };
	struct parcel *parcel = &rehearsal->parcel;
	int rc = script->statements > 0 ? preflight_open(s.preflight, &step, err) : 0;
	if (rc < 0 || script->statements == 0)
		return rc;
	parcel_begin(parcel, database->session, rehearsal->dialect, preflight_path(&step));
	rc = send(&s, err);
	if (rc == 0)
		rc = parcel_add(parcel, SQLEMBIC_PART_CHECK, err);
	if (rc == 0)
		rc = parcel_send(parcel, err);
	return note_failed(rehearsal, rc, err);
}

/* True: nothing of a script that has failed is in effect.  Of one with its own transaction that is so where all of it is one,
 * which is still open: the server has not answered its COMMIT. */
static bool undo(const struct sending *s, bool by_itself)
{
	const struct sqlembic_driver *driver = s->database->driver;
	struct sqlembic_session *session = s->database->session;
	struct sqlembic_error unheard;
	const bool is_whole = !by_itself || (preflight_facts(s->preflight, s->step)->is_wrapped &&
					     driver->in_transaction(session));
	return driver->rollback(session, &unheard) == 0 && is_whole;
}

int rehearse_run(struct rehearsal *rehearsal, const struct rehearse_script *script, struct database *database,
		 bool *is_undone, struct sqlembic_error *err)
{
	const struct step step = step_of(script);
	struct sending s = { rehearsal, preflight_for(rehearsal, script->direction), &step, database, false };
	bool by_itself = preflight_is_stepwise(s.preflight, &step);
	struct sqlembic_session *session = database->session;
	struct sqlembic_error unheard;
	*is_undone = false;
	int rc = preflight_open(s.preflight, &step, err);
	if (rc == 0)
		rc = database->driver->script_begin(session, err);
	if (rc < 0)
		return rc;
	parcel_begin(&rehearsal->parcel, session, rehearsal->dialect, preflight_path(&step));
	rc = by_itself ? run_by_itself(&s, err) : run_whole(&s, err);
	if (note_failed(rehearsal, rc, err) < 0)
		*is_undone = undo(&s, by_itself);
	int ended = database->driver->script_end(session, rc < 0 ? &unheard : err);
	return rc < 0 ? rc : ended;
}
