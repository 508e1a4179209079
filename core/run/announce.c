/* announce.c: a step that the row of the step before it announces, which saves the commit of a row of its own.
 *
 * Where no transaction can hold a statement of DDL, the log has to say before that it may take effect.  Where such a step
 * follows another, the row that calls the first one done says so, in the same commit.  A step that has to say more than
 * that gets a row of its own; so does one that fails, and one that a later run goes on with. */
#include <string.h>

#include "graph/fold.h"
#include "records/journal_read.h"
#include "run/parts.h"
#include "run/report.h"
#include "sql/checksum.h"
#include "sql/scan.h"
#include "sqlembic/error.h"

static bool begins_with_ddl(const struct run *run, const struct step *step)
{
	const struct script_facts *facts = preflight_facts(&run->preflight, step);
	return !facts->begins_inside && (facts->first & SQLEMBIC_CLASS_DDL) &&
	       !(facts->first & (SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_TXN | SQLEMBIC_CLASS_IN_TXN));
}

const struct step *announce_find(const struct run *run)
{
	const struct step *next = run->at + 1 < run->plan.n ? &run->plan.steps[run->at + 1] : NULL;
	if (!next || next->adopts || !next->revision || run->order->leaves_out ||
	    run_dialect(run)->transactional_ddl || !records_has_log(run->order->records) ||
	    !state_is_known(run) || caller_is_cancelled(run_caller(run)))
		return NULL;
	return begins_with_ddl(run, next) ? next : NULL;
}

int announce_end(struct run *run, struct parcel *parcel, struct sqlembic_error *err)
{
	const struct announced *announced = &run->announced;
	return announced->first
		       ? journal_add_forget(run_journal(run), parcel, announced->first, announced->last, err)
		       : 0;
}

void announce_note(struct run *run, const struct step *next)
{
	struct announced *announced = &run->announced;
	announced->step = next;
	announced->is_sent = false;
	if (!next) {
		announced->first = 0;
		return;
	}
	announced->last = run_journal(run)->newest;
	if (!announced->first)
		announced->first = announced->last;
}

/* The newest row is left alone where nobody knows what has become of the step that it announces: the next run finds that
 * out, or asks.  So does one that finds an announcement which could not be taken back. */
void announce_withdraw(struct run *run)
{
	struct announced *announced = &run->announced;
	struct sqlembic_error unheard;
	const bool is_open = announced->step && announced->is_sent;
	if (announced->first)
		(void)journal_forget(run_journal(run), run_session(run), announced->first,
				     is_open ? announced->last - 1 : announced->last, &unheard);
	*announced = (struct announced){ .step = NULL };
}

/* ---- an announcement that an earlier run has left ----------------------------------------------------------- */

/* What the first statement of the step's script has done. */
static int find_effect(const struct run *run, const struct statement *first, enum sqlembic_effect *effect,
		       struct sqlembic_error *err)
{
	struct sqlembic_session *session = run_session(run);
	const struct sqlembic_announced announced = { .sql = first->text,
						      .since_us = run_running(run)->since_us };
	return (first->classes & SQLEMBIC_CLASS_DDL) && session->driver->find_effect
		       ? session->driver->find_effect(session, &announced, effect, err)
		       : 0;
}

/* A script that cannot be read, or has another first statement or number of them by now, says nothing. */
static int look_at_script(const struct run *run, const char *path, enum sqlembic_effect *effect,
			  struct sqlembic_error *err)
{
	struct sqlembic_error unheard;
	struct statement statement;
	struct scan *scan = scan_open_file(run_dialect(run), path, &unheard);
	enum sqlembic_effect found = SQLEMBIC_EFFECT_UNKNOWN;
	char hash[HASH_TEXT_SIZE] = "";
	long long statements = 0;
	int rc = 0, more = scan ? scan_next(scan, &statement, &unheard) : 0;
	for (; more > 0 && rc == 0; more = scan_next(scan, &statement, &unheard))
		if (++statements == 1) {
			checksum_statement(hash, statement.sql);
			rc = find_effect(run, &statement, &found, err);
		}
	if (more == 0 && statements == run_running(run)->view.statements &&
	    !journal_is_edited(run_running(run)->intended, hash))
		*effect = found;
	if (scan)
		scan_close(scan);
	return rc;
}

int announce_forget_unbegun(struct run *run, bool *again, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	enum sqlembic_effect effect = SQLEMBIC_EFFECT_UNKNOWN;
	const struct revision *revision = entry->is_announced
						  ? fold_script(run->order->graph, entry->view.revision)
						  : NULL;
	if (!revision || run_session(run)->driver->in_transaction(run_session(run)))
		return 0;
	const bool up = strcmp(entry->view.direction, report_direction(SQLEMBIC_UPGRADE)) == 0;
	const char *path = up ? revision->up_path : revision->down_path;
	int rc = path ? look_at_script(run, path, &effect, err) : 0;
	if (rc < 0 || effect != SQLEMBIC_EFFECT_NONE)
		return rc;
	if ((rc = journal_forget(run_journal(run), run_session(run), 0, entry->id, err)) == 0) {
		run->beliefs.tables.running = NULL;
		*again = true;
	}
	return rc;
}

int announce_fail_edited(const char *path, size_t number, const char *id, struct sqlembic_error *err)
{
	(void)sqlembic_fail(
		err, SQLEMBIC_E_HALF,
		"statement %zu was about to run when an earlier run died, and was edited since: what it "
		"was may or may not have taken effect",
		number);
	sqlembic_fail_at(err, path, 0, 0);
	return sqlembic_fail_command(
		err,
		"restore the statement and run the command again; or look at the database, undo by hand what "
		"the statement was if it is in effect, and then: ",
		"sqlembic resolve %s --retry", id);
}

int announce_refuse_edited(const struct run *run, const struct step *step, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	const struct script_facts *facts = preflight_facts(&run->preflight, step);
	const char *id = step->revision->id, *direction = report_direction(step->direction);
	if (!entry->is_announced || !journal_is_edited(entry->intended, facts->first_hash))
		return 0;
	(void)announce_fail_edited(preflight_path(step), 1, id, err);
	sqlembic_fail_state(
		err, "0 of %lld statements of the %s of %s are committed; statement 1, as it was, may be",
		entry->view.statements, direction, id);
	return (int)err->code;
}
