/* stepwise_resume.c: goes on where another run has stopped: takes its row over, and passes over the statements that it has
 * done. */
#include <stdio.h>
#include <string.h>

#include "run/stepwise.h"
#include "sql/checksum.h"
#include "sqlembic/error.h"

int stepwise_resume_adopt(struct stepwise *s, const struct journal_entry *entry, struct sqlembic_error *err)
{
	s->row.id = entry->id;
	s->row.is_written = true;
	s->row.is_announced = false;
	/* With the row, what was announced before is forgotten, or none of it. */
	s->run->announced = (struct announced){ .step = NULL };
	s->resume.after = s->row.done = s->done.number = s->done.acknowledged =
		(size_t)entry->view.statements_done;
	s->resume.of = (size_t)entry->view.statements;
	s->done.first_lasting = s->done.number > 0;
	s->row.intent = entry->intent;
	s->resume.in_doubt = entry->intent > entry->view.statements_done;
	s->resume.since_us = entry->since_us;
	(void)snprintf(s->resume.intended, sizeof(s->resume.intended), "%s", entry->intended);
	size_t n = strlen(entry->done_hash);
	memcpy(s->resume.checksum, entry->done_hash, n < HASH_TEXT_SIZE ? n : HASH_TEXT_SIZE - 1);
	memcpy(s->done.checksum, s->resume.checksum, HASH_TEXT_SIZE);
	return journal_adopt(stepwise_journal(s), stepwise_session(s), entry, &s->row.taken, err);
}

int stepwise_resume_check_doubt(const struct stepwise *s, const struct statement *statement,
				struct sqlembic_error *err)
{
	char hash[HASH_TEXT_SIZE];
	if (statement)
		checksum_statement(hash, statement->sql);
	return statement && !journal_is_edited(s->resume.intended, hash)
		       ? 0
		       : announce_fail_edited(s->script.path, s->resume.after + 1, s->step->revision->id,
					      err);
}

int stepwise_resume_changed(struct stepwise *s, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_CHANGED,
		      "the script has changed: its first %zu statement%s not what has been run",
		      s->resume.after, s->resume.after == 1 ? " is" : "s are");
	s->resume.is_refused = true;
	sqlembic_fail_at(err, s->script.path, 0, 0);
	return sqlembic_fail_command(
		err,
		"restore what was run and change only what comes after it; or complete or undo the step by "
		"hand, then say which: ",
		"sqlembic resolve %s --all-done, or --all-undone", s->step->revision->id);
}

static int keep_before(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct stepwise_resume *resume = &s->resume;
	struct arena *arena = &s->run->scratch;
	if (resume->nbefore == resume->cap) {
		const size_t cap = resume->cap ? resume->cap * 2 : 8;
		const char **before = arena_alloc(arena, cap, sizeof(*before));
		if (!before)
			return sqlembic_fail_memory(err);
		for (size_t i = 0; i < resume->nbefore; i++)
			before[i] = resume->before[i];
		resume->before = before;
		resume->cap = cap;
	}
	const char *text = arena_copy(arena, statement->text.ptr, statement->text.len);
	if (!text)
		return sqlembic_fail_memory(err);
	resume->before[resume->nbefore++] = text;
	return 0;
}

int stepwise_resume_pass(struct stepwise *s, const struct statement *statement, bool is_left_out,
			 struct sqlembic_error *err)
{
	int rc = 0;
	if ((statement->classes & SQLEMBIC_CLASS_SESSION) && !is_left_out)
		rc = stepwise_statement_repeat(s, statement, err);
	if (rc == 0 && s->resume.in_doubt && (statement->classes & SQLEMBIC_CLASS_DDL))
		rc = keep_before(s, statement, err);
	if (rc == 0 && statement->number == s->resume.after &&
	    strcmp(s->script.checksum, s->resume.checksum) != 0)
		rc = stepwise_resume_changed(s, err);
	return rc;
}
