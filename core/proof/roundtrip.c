/* roundtrip.c: see roundtrip.h.
 *
 * It can find that a revision passes.  Where the scripts certainly leave something, the second up runs in the same transaction,
 * and the catalog behind each script is read there: to run all of them anew, and to make the database anew behind the last one,
 * would cost more than everything else.  The up script fails as it would alone, and so does a down script that fails over objects.
 * Whatever else comes of it is undone and tried again with a transaction for each script, as an upgrade and a downgrade have it. */
#include "proof/roundtrip.h"

#include <string.h>

#include "proof/finding.h"
#include "proof/losses.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

static struct sqlembic_session *session_of(const struct roundtrip *r)
{
	return r->site->scratch.database.session;
}

static const struct sqlembic_traces *traces_of(const struct roundtrip *r)
{
	return r->proof->schema->traces;
}

/* The name without its schema and without quotes, as scripts mention it. */
static bool may_change(void *payload, const char *table)
{
	const struct roundtrip *r = payload;
	const char *name = strrchr(table, '.');
	char plain[256];
	size_t n = 0;
	/* One with a point in it is looked at closely. */
	if (!name || strlen(name) >= sizeof(plain) || (strchr(table, '.') != name && table[0] != '"'))
		return false;
	for (const char *p = name + 1; *p; p++)
		if (*p != '"' || (p[1] == '"' && p++))
			plain[n++] = *p;
	plain[n] = '\0';
	return says_of(&r->up->says, r->rehearsal->dialect, plain);
}

static bool has_code(const struct roundtrip *r)
{
	return r->up->says.has_code || r->down->says.has_code;
}

static int find(const struct roundtrip *r, enum sqlembic_traces_found *found, struct sqlembic_error *err)
{
	bool makes_tables = false;
	const struct sqlembic_traces_order order = { may_change, (void *)r, has_code(r), &makes_tables };
	int rc = traces_of(r)->find(session_of(r), r->site->witness.session, &order, found, err);
	if (rc == 0 && *found == SQLEMBIC_TRACES_UNSEEN) {
		rc = site_call_witness(r->site, err);
		if (rc == 0)
			rc = traces_of(r)->find(session_of(r), r->site->witness.session, &order, found, err);
	}
	r->site->wants_rows |= makes_tables;
	return rc;
}

static bool are_objects(const struct roundtrip *r, enum sqlembic_traces_found found)
{
	return found == SQLEMBIC_TRACES_OBJECTS || (found == SQLEMBIC_TRACES_COLUMNS && !has_code(r));
}

/* The second up meets columns without the values that the first has met. */
static int go_up_again(const struct roundtrip *r, struct sqlembic_error *err)
{
	struct database *database = &r->site->scratch.database;
	int rc = traces_of(r)->turn(session_of(r), err);
	if (rc == 0)
		rc = rehearse_run_inside(r->rehearsal, r->up, database, err);
	/* Tables may be empty now. */
	r->site->wants_rows = r->site->was_down = true;
	return rc == 0 ? database->driver->commit(session_of(r), err) : rc;
}

static int read_touched(const struct roundtrip *r, struct catalog *out, struct sqlembic_error *err)
{
	int rc = site_note(r->site, r->proof, err);
	if (rc < 0)
		return rc;
	site_narrow(r->site, r->proof);
	return site_read(out, r->site, r->proof, err);
}

static int run_both(const struct roundtrip *r, const struct rehearse_script **failed,
		    struct sqlembic_error *err)
{
	struct database *database = &r->site->scratch.database;
	int rc = rehearse_run_inside(r->rehearsal, r->up, database, err);
	*failed = rc < 0 ? r->up : NULL;
	if (rc == 0)
		rc = traces_of(r)->turn(session_of(r), err);
	if (rc < 0)
		return rc;
	rc = rehearse_run_inside(r->rehearsal, r->down, database, err);
	*failed = rc < 0 ? r->down : NULL;
	return rc;
}

static int go(const struct roundtrip *r, enum sqlembic_traces_found *found, struct catalog *after,
	      const struct rehearse_script **failed, struct sqlembic_error *err)
{
	struct database *database = &r->site->scratch.database;
	int rc = database->driver->script_begin(session_of(r), err);
	if (rc == 0)
		rc = database->driver->begin(session_of(r), err);
	if (rc == 0)
		rc = traces_of(r)->begin(session_of(r), err);
	if (rc == 0)
		rc = run_both(r, failed, err);
	if (rc == 0)
		rc = find(r, found, err);
	if (rc == 0 && *found == SQLEMBIC_TRACES_NONE)
		rc = traces_of(r)->back(session_of(r), err);
	if (rc == 0 && *found == SQLEMBIC_TRACES_VALUES)
		rc = go_up_again(r, err);
	if (rc == 0 && are_objects(r, *found))
		rc = read_touched(r, after, err);
	return rc;
}

/* ---- what the scripts leave ---- */

static int look(const struct roundtrip *r, struct catalog *catalog, struct census *rows,
		struct sqlembic_error *err)
{
	int rc = site_read(catalog, r->site, r->proof, err);
	if (rc == 0 && losses_are_possible(r->site, &r->up->says, &r->down->says))
		rc = census_take(rows, r->proof->schema, session_of(r), r->proof->texts, err);
	return rc;
}

/* Objects that are there or are missing are so in a transaction for each script, too.  An error of rows may be one that only the
 * shared transaction has, where constraints are not deferred any more. */
static bool is_of_objects(const struct roundtrip *r, const struct sqlembic_error *said)
{
	return r->rehearsal->dialect->complaints(said) &
	       (SQLEMBIC_COMPLAINT_OBJECTS | SQLEMBIC_COMPLAINT_NAMES);
}

/* What the COMMIT of this script would check is checked, and the next one begins as a script does. */
static int turn(const struct roundtrip *r, struct sqlembic_error *err)
{
	int rc = traces_of(r)->turn(session_of(r), err);
	return rc == 0 ? site_note(r->site, r->proof, err) : rc;
}

static int undo(const struct roundtrip *r, struct sqlembic_error *err)
{
	return traces_of(r)->undo(session_of(r), err);
}

/* Behind the second up, and from there back to the place where the first has led. */
static int go_back(const struct roundtrip *r, struct roundtrip_remains *out, struct sqlembic_error *err)
{
	int rc = 0;
	if (out->again.code == 0) {
		rc = site_read(&out->second, r->site, r->proof, err);
		if (rc == 0)
			rc = undo(r, err);
	}
	if (rc == 0)
		rc = undo(r, err);
	if (rc == 0 && !out->stays_up)
		rc = look(r, &out->down, &out->rows_down, err);
	if (rc == 0)
		rc = undo(r, err);
	return rc == 0 ? look(r, &out->first, &out->rows_first, err) : rc;
}

/* Behind the down script: the second up, and all that was seen on the way. */
static int gather(const struct roundtrip *r, struct roundtrip_remains *out, struct sqlembic_error *err)
{
	out->stays_up = r->down->statements == 0;
	int rc = turn(r, err);
	if (rc < 0)
		return rc;
	int again = rehearse_run_inside(r->rehearsal, r->up, &r->site->scratch.database, &out->again);
	if (again < 0 && (again == SQLEMBIC_E_INTERRUPTED || !is_of_objects(r, &out->again)))
		return sqlembic_fail_copy(err, &out->again);
	if (again == 0)
		rc = turn(r, err);
	if (rc < 0)
		return rc;
	site_narrow(r->site, r->proof);
	rc = go_back(r, out, err);
	if (rc == 0 && r->up->may_join && r->down->may_join)
		rc = traces_of(r)->joins(session_of(r), &out->may_pass, err);
	out->are_known = rc == 0;
	return rc;
}

/* ---- a script that fails ---- */

/* Whether it does so in a transaction of its own, too.  That of the up script is one, but for our look ahead of it. */
static bool fails_alone(const struct roundtrip *r, const struct rehearse_script *failed,
			const struct sqlembic_error *said)
{
	const unsigned complaints = r->rehearsal->dialect->complaints(said);
	if (said->code != SQLEMBIC_E_FAILED || complaints & SQLEMBIC_COMPLAINT_TRANSACTION ||
	    !rehearse_is_whole(r->rehearsal, r->up) || !r->up->may_join)
		return false;
	return failed == r->up ||
	       (rehearse_is_whole(r->rehearsal, r->down) && r->down->may_join && is_of_objects(r, said));
}

/* Back to the place where the up script has led. */
static int look_before_failed(const struct roundtrip *r, struct roundtrip_remains *out,
			      struct sqlembic_error *err)
{
	bool may_share = false;
	int rc = undo(r, err);
	if (rc == 0)
		rc = traces_of(r)->joins(session_of(r), &may_share, err);
	if (rc == 0 && !may_share)
		rc = SQLEMBIC_E_FAILED;
	if (rc == 0)
		rc = site_note(r->site, r->proof, err);
	if (rc < 0)
		return rc;
	site_narrow(r->site, r->proof);
	rc = look(r, &out->first, &out->rows_first, err);
	out->are_known = rc == 0;
	return rc;
}

/* What keeps it from being told is found again where it can be. */
static int note_failed(const struct roundtrip *r, const struct rehearse_script *failed,
		       struct roundtrip_remains *out, struct sqlembic_error *said)
{
	if (!failed || !fails_alone(r, failed, said))
		return said->code;
	(void)sqlembic_fail_copy(&out->said, said);
	*said = (struct sqlembic_error){ 0 };
	int rc = failed == r->down ? look_before_failed(r, out, said) : 0;
	out->failed = rc == 0 ? failed : NULL;
	return rc < 0 ? rc : SQLEMBIC_E_FAILED;
}

void roundtrip_release(struct roundtrip_remains *remains)
{
	catalog_release(&remains->first);
	catalog_release(&remains->down);
	catalog_release(&remains->second);
	census_release(&remains->rows_first);
	census_release(&remains->rows_down);
}

/* ---- behind the transaction, which is undone ---- */

/* Up, or up, down and up, in a transaction that is committed. */
static int run_up(const struct roundtrip *r, bool thrice, struct sqlembic_error *err)
{
	struct database *database = &r->site->scratch.database;
	const struct rehearse_script *const scripts[] = { r->up, r->down, r->up };
	int rc = database->driver->script_begin(session_of(r), err);
	if (rc == 0)
		rc = database->driver->begin(session_of(r), err);
	r->site->was_down |= thrice;
	for (size_t i = thrice ? 0 : 2; rc == 0 && i < 3; i++) {
		rc = rehearse_run_inside(r->rehearsal, scripts[i], database, err);
		if (rc == 0 && i < 2)
			rc = traces_of(r)->turn(session_of(r), err);
	}
	return rc == 0 ? database->driver->commit(session_of(r), err) : rc;
}

/* Rows that the up script says that it changes may be others behind the down script: the second up meets them, and what DDL
 * makes does not depend on them. */
static int look_at_rows(const struct roundtrip *r, bool *passed, struct sqlembic_error *err)
{
	bool equal = false;
	int rc = traces_of(r)->compare_rows(session_of(r), &equal, err);
	if (rc == 0)
		rc = equal || !has_code(r) ? run_up(r, !equal, err) : SQLEMBIC_E_FAILED;
	*passed = rc == 0;
	/* Tables may be empty now. */
	r->site->wants_rows |= !equal;
	return rc;
}

/* Objects that were made anew are what they were, and the up script runs for the second time: behind the down script where that
 * has left columns without their values. */
static int look_at_objects(const struct roundtrip *r, enum sqlembic_traces_found found,
			   const struct catalog *after, bool *passed, struct sqlembic_error *err)
{
	struct finding_difference difference = { 0 };
	int rc = site_look(r->site, r->proof, err);
	if (rc == 0)
		rc = finding_compare_texts(&difference, &r->site->now, after, err);
	r->site->is_unexplained = rc < 0 || compare_differs_in_print(&difference.comparison);
	if (rc == 0 && (difference.n > 0 || difference.reordered))
		rc = SQLEMBIC_E_FAILED;
	if (rc == 0)
		rc = run_up(r, found == SQLEMBIC_TRACES_COLUMNS, err);
	*passed = rc == 0;
	finding_release(&difference);
	return rc;
}

/* ---- all ---- */

/* No other try could find out more: the command was told to stop, or there is no connection to try on. */
static bool is_final(int rc)
{
	return rc == SQLEMBIC_E_INTERRUPTED || rc == SQLEMBIC_E_UNREACHABLE;
}

/* Undoes what is open; what is final ends the command, and any other failure is found again where it can be told. */
static int leave(const struct roundtrip *r, int rc, bool passed, struct sqlembic_error *said,
		 struct sqlembic_error *err)
{
	const struct sqlembic_driver *driver = r->site->scratch.database.driver;
	struct sqlembic_error unheard = { 0 };
	if (is_final(rc))
		(void)sqlembic_fail_copy(err, said);
	if (!passed && driver->rollback(session_of(r), &unheard) < 0)
		r->site->is_dirty = true;
	int ended = driver->script_end(session_of(r), is_final(rc) ? &unheard : err);
	return is_final(rc) ? rc : ended;
}

/* Scripts that are several transactions run as one, unless that may make a difference. */
static int look_at_scripts(const struct roundtrip *r, bool *are_possible, struct sqlembic_error *err)
{
	const bool is_up_whole = rehearse_is_whole(r->rehearsal, r->up);
	const bool is_down_whole = r->down->revision && rehearse_is_whole(r->rehearsal, r->down);
	*are_possible = traces_of(r) && r->down->revision && (is_up_whole || r->up->may_join) &&
			(is_down_whole || r->down->may_join);
	if (!*are_possible || (is_up_whole && is_down_whole))
		return 0;
	/* What keeps the question from being answered is found again where it can be told. */
	struct sqlembic_error said = { 0 };
	int rc = traces_of(r)->joins(session_of(r), are_possible, &said);
	*are_possible = *are_possible && rc == 0;
	return is_final(rc) ? sqlembic_fail_copy(err, &said) : 0;
}

int roundtrip_try(const struct roundtrip *r, bool *passed, struct roundtrip_remains *remains,
		  struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	enum sqlembic_traces_found found = SQLEMBIC_TRACES_SOME;
	struct catalog after = { 0 };
	bool are_possible = false;
	*passed = false;
	r->site->is_unexplained = false;
	int looked = look_at_scripts(r, &are_possible, err);
	if (looked < 0 || !are_possible)
		return looked;
	r->site->is_unexplained = true;
	const struct rehearse_script *failed = NULL;
	int tried = go(r, &found, &after, &failed, &said);
	if (tried < 0)
		tried = note_failed(r, failed, remains, &said);
	/* What a script fails over is told without edges. */
	r->site->is_unexplained = !failed;
	const bool is_of_values = found == SQLEMBIC_TRACES_COLUMNS && has_code(r);
	if (tried == 0 && (found == SQLEMBIC_TRACES_SOME || is_of_values))
		tried = gather(r, remains, &said);
	*passed = tried == 0 && found <= SQLEMBIC_TRACES_VALUES;
	int rc = leave(r, tried, *passed, &said, err);
	if (rc < 0 || tried < 0 || *passed || r->site->is_dirty ||
	    (found != SQLEMBIC_TRACES_ROWS && !are_objects(r, found))) {
		catalog_release(&after);
		return rc;
	}
	tried = found == SQLEMBIC_TRACES_ROWS ? look_at_rows(r, passed, &said)
					      : look_at_objects(r, found, &after, passed, &said);
	catalog_release(&after);
	return leave(r, tried, *passed, &said, err);
}
