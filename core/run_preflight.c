/* run_preflight.c: looks through every script of a plan before the first one runs. */
#include <string.h>

#include "run.h"
#include "script.h"
#include "sqlembic/error.h"

const char *preflight_path(const struct step *step)
{
	return step->direction == SQLEMBIC_UPGRADE ? step->revision->up_path : step->revision->down_path;
}

struct script_facts *preflight_facts(const struct run *run, const struct step *step)
{
	return &run->facts[step->revision->index];
}

bool preflight_is_stepwise(const struct run *run, const struct step *step)
{
	return !run->database->engine->dialect->transactional_ddl ||
	       preflight_facts(run, step)->transaction != SCRIPT_TRANSACTION_ON;
}

static int refuse(const struct statement *statement, const char *path, struct sqlembic_error *err)
{
	sqlembic_fail_at(err, path, statement->line, statement->column);
	sqlembic_fail_state(err, "nothing was changed");
	if (err) {
		size_t n = statement->sql.len < sizeof(err->statement) - 1 ? statement->sql.len
									   : sizeof(err->statement) - 1;
		memcpy(err->statement, statement->sql.ptr, n);
		err->statement[n] = '\0';
	}
	return SQLEMBIC_E_FAILED;
}

/* Statements that do not fit the transaction mode of their script. */
static int check_statement(const struct statement *statement, enum script_transaction mode,
			   const struct sqlembic_dialect *dialect, const char *path,
			   struct sqlembic_error *err)
{
	/* Where no transaction of ours surrounds a script, it may have its own without saying so. */
	if (!dialect->transactional_ddl)
		return 0;
	bool steers = statement->classes & SQLEMBIC_CLASS_TXN;
	/* A setting that is ignored inside a transaction does no harm there; a statement that fails does. */
	bool outside = (statement->classes & SQLEMBIC_CLASS_NO_TXN) &&
		       !(statement->classes & SQLEMBIC_CLASS_SESSION);
	const char *words = statement->words.ptr;
	if (steers && mode != SCRIPT_TRANSACTION_OWN) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script steers transactions by itself (%s)", words);
		sqlembic_fail_hint(err,
				   "take the statement out, or add the header line \"-- transaction: own\"");
		return refuse(statement, path, err);
	}
	if (outside && mode == SCRIPT_TRANSACTION_ON) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot run inside a transaction", words);
		sqlembic_fail_hint(
			err, "add the header line \"-- transaction: off\" to run the script statement by "
			     "statement");
		return refuse(statement, path, err);
	}
	return 0;
}

static int skip_copy_data(struct scan *scan, struct sqlembic_error *err)
{
	struct sqlembic_span chunk;
	int rc;
	while ((rc = scan_copy_data(scan, &chunk, err)) > 0)
		continue;
	return rc;
}

static int look_through(struct script_facts *facts, const struct sqlembic_dialect *dialect, const char *path,
			struct sqlembic_error *err)
{
	struct scan *scan = scan_open_file(dialect, path, err);
	if (!scan)
		return err ? err->code : SQLEMBIC_E_FAILED;
	struct statement statement;
	int rc;
	facts->statements = 0;
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		facts->statements++;
		rc = check_statement(&statement, facts->transaction, dialect, path, err);
		if (rc == 0 && statement.has_copy_data)
			rc = skip_copy_data(scan, err);
		if (rc < 0)
			break;
	}
	facts->bytes = scan_offset(scan);
	scan_close(scan);
	if (rc < 0)
		sqlembic_fail_state(err, "nothing was changed");
	return rc;
}

static int refuse_irreversible(const struct revision *revision, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "revision %s cannot be downgraded: it has no down script",
		      revision->id);
	sqlembic_fail_at(err, revision->up_path, revision->line, 0);
	sqlembic_fail_state(err, "nothing was changed");
	return sqlembic_fail_hint(
		err, "write its .down.sql, or restore a backup; a .down.sql of comments only is a "
		     "downgrade that does nothing");
}

static int check_step(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	struct script_facts *facts = preflight_facts(run, step);
	if (facts->checked)
		return 0;
	facts->transaction = step->revision->transaction;
	if (step->direction == SQLEMBIC_DOWNGRADE) {
		if (!step->revision->down_path)
			return refuse_irreversible(step->revision, err);
		int rc = script_read_down(&facts->transaction, &run->scratch, step->revision->down_path,
					  step->revision->id, err);
		if (rc < 0)
			return rc;
	}
	int rc = look_through(facts, run->database->engine->dialect, preflight_path(step), err);
	facts->checked = rc == 0;
	return rc;
}

int preflight_scripts(struct run *run, struct sqlembic_error *err)
{
	if (!run->facts) {
		run->facts = arena_alloc(run->arena, run->graph->n + 1, sizeof(*run->facts));
		if (!run->facts)
			return sqlembic_fail_memory(err);
	}
	/* Steps without a script first: no use in reading the others. */
	for (size_t i = 0; i < run->plan.n; i++) {
		const struct step *step = &run->plan.steps[i];
		if (step->direction == SQLEMBIC_DOWNGRADE && !step->revision->down_path)
			return refuse_irreversible(step->revision, err);
	}
	for (size_t i = 0; i < run->plan.n; i++) {
		int rc = check_step(run, &run->plan.steps[i], err);
		if (rc < 0)
			return rc;
	}
	return 0;
}
