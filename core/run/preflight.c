/* preflight.c: looks through every script of a plan before the first one runs. */
#include <string.h>

#include "run/run.h"
#include "scripts/script.h"
#include "sqlembic/error.h"

/* Small scripts are many: reading them a second time would cost more than keeping them does. */
#define KEEP_EACH ((size_t)16 << 10)
#define KEEP_ALL  ((size_t)4 << 20)

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

int preflight_open(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	const char *path = preflight_path(step);
	const struct script_facts *facts = preflight_facts(run, step);
	if (!run->scan && !(run->scan = scan_open(run->database->engine->dialect, path, NULL, NULL)))
		return sqlembic_fail_memory(err);
	if (!facts->text.ptr)
		return scan_begin_file(run->scan, path, err);
	scan_begin_text(run->scan, path, facts->text);
	return 0;
}

static int keep_text(struct script_facts *facts, struct run *run, struct sqlembic_error *err)
{
	struct sqlembic_span text;
	if (facts->text.ptr)
		return 0;
	if (!scan_whole_text(run->scan, &text) || text.len > KEEP_EACH || text.len > KEEP_ALL - run->kept)
		return 0;
	const char *copy = arena_copy(run->arena, text.ptr, text.len);
	if (!copy)
		return sqlembic_fail_memory(err);
	facts->text = (struct sqlembic_span){ copy, text.len };
	run->kept += text.len;
	return 0;
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

/* What does not fit the transaction mode of its script: statements of a class, unless they are of another, too. */
static const struct misfit {
	unsigned modes; /* bits by enum script_transaction */
	unsigned classes, unless;
	const char *before, *after; /* what is said round its first words */
	const char *hint;
} misfits[] = {
	{ 1 << SCRIPT_TRANSACTION_ON | 1 << SCRIPT_TRANSACTION_OFF, SQLEMBIC_CLASS_TXN, 0,
	  "the script begins or ends a transaction by itself (", ")",
	  "take the statement out, since the script runs in a transaction anyway, or add the header line "
	  "\"-- transaction: own\"" },
	/* A setting that is ignored inside a transaction does no harm there; a statement that fails does. */
	{ 1 << SCRIPT_TRANSACTION_ON, SQLEMBIC_CLASS_NO_TXN, SQLEMBIC_CLASS_SESSION, "",
	  " cannot run inside a transaction",
	  "add the header line \"-- transaction: off\" to run the script statement by statement" },
	{ 1 << SCRIPT_TRANSACTION_OFF, SQLEMBIC_CLASS_IN_TXN, 0, "",
	  " means nothing outside of a transaction, and this script runs statement by statement",
	  "make the header line \"-- transaction: own\" and let the script begin and commit, or take it "
	  "out" },
};

static int check_statement(const struct statement *statement, enum script_transaction mode,
			   const struct sqlembic_dialect *dialect, const char *path,
			   struct sqlembic_error *err)
{
	/* Where no transaction of ours surrounds a script, it may have its own without saying so. */
	if (!dialect->transactional_ddl)
		return 0;
	for (size_t i = 0; i < sizeof(misfits) / sizeof(*misfits); i++) {
		const struct misfit *misfit = &misfits[i];
		if (!(misfit->modes & 1U << mode) || !(statement->classes & misfit->classes) ||
		    (statement->classes & misfit->unless))
			continue;
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s%s%s", misfit->before, statement->words.ptr,
			      misfit->after);
		sqlembic_fail_hint(err, "%s", misfit->hint);
		return refuse(statement, path, err);
	}
	return 0;
}

bool preflight_steers(const struct statement *statement, bool *open)
{
	static const char chain[] = " AND CHAIN";
	struct sqlembic_span words = statement->words;
	if (!(statement->classes & SQLEMBIC_CLASS_TXN) || (statement->classes & SQLEMBIC_CLASS_SESSION))
		return false;
	*open = !(statement->classes & SQLEMBIC_CLASS_IN_TXN) ||
		memmem(words.ptr, words.len, chain, strlen(chain));
	return true;
}

static void follow_transactions(struct script_facts *facts, const struct statement *statement, bool *followed)
{
	bool open;
	if (!preflight_steers(statement, &open))
		return;
	bool ends = statement->classes & SQLEMBIC_CLASS_IN_TXN;
	if (!*followed)
		facts->begins_inside = ends;
	facts->ends_inside = ends && open;
	*followed = true;
}

static int skip_copy_data(struct scan *scan, struct sqlembic_error *err)
{
	struct sqlembic_span chunk;
	int rc;
	while ((rc = scan_copy_data(scan, &chunk, err)) > 0)
		continue;
	return rc;
}

static int look_through(struct script_facts *facts, struct run *run, const struct step *step,
			struct sqlembic_error *err)
{
	struct statement statement;
	int rc = preflight_open(run, step, err);
	if (rc < 0)
		return rc;
	bool followed = false;
	facts->statements = 0;
	while ((rc = scan_next(run->scan, &statement, err)) > 0) {
		facts->statements++;
		follow_transactions(facts, &statement, &followed);
		rc = check_statement(&statement, facts->transaction, run->database->engine->dialect,
				     preflight_path(step), err);
		if (rc == 0 && statement.has_copy_data)
			rc = skip_copy_data(run->scan, err);
		if (rc < 0)
			break;
	}
	facts->bytes = scan_offset(run->scan);
	if (rc < 0)
		sqlembic_fail_state(err, "nothing was changed");
	return rc < 0 ? rc : keep_text(facts, run, err);
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
	if (step->direction == SQLEMBIC_UPGRADE && step->revision->script_length)
		facts->text = (struct sqlembic_span){ step->revision->raw, step->revision->script_length };
	if (step->direction == SQLEMBIC_DOWNGRADE) {
		if (!step->revision->down_path)
			return refuse_irreversible(step->revision, err);
		int rc = script_read_down(&facts->transaction, &run->scratch, step->revision->down_path,
					  step->revision->id, err);
		if (rc < 0)
			return rc;
	}
	int rc = look_through(facts, run, step, err);
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
