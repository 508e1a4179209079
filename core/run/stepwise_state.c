/* stepwise_state.c: the state line of a step that failed: how much of it the database has. */
#include "run/report.h"
#include "run/stepwise.h"
#include "sqlembic/error.h"

void stepwise_state_half(const struct stepwise *s, const char *part, struct sqlembic_error *err)
{
	const char *verb = report_direction(s->step->direction);
	const char *id = s->step->revision->id;
	const bool is_in_doubt = s->row.intent && !s->refused;
	const size_t of = s->resume.is_refused ? s->resume.of : s->script.statements;
	if (s->unsure)
		sqlembic_fail_state(
			err,
			"at least %zu of %zu statements of the %s of %s are committed; the next run "
			"finds out how many more",
			s->done.number, of, verb, id);
	else if (s->resume.is_refused && !is_in_doubt)
		sqlembic_fail_state(err, "%zu of %zu statements of the %s of %s are committed",
				    s->done.number, of, verb, id);
	else if (s->done.number == of && !is_in_doubt)
		sqlembic_fail_state(
			err,
			"every statement of the %s of %s is committed, but the version table does "
			"not say so yet",
			verb, id);
	else if (!s->row.id)
		sqlembic_fail_state(
			err,
			"%zu of %zu statements of the %s of %s have taken effect; without a log table "
			"the next run starts at the first one",
			s->done.number, of, verb, id);
	else if (is_in_doubt)
		sqlembic_fail_state(
			err,
			"%zu of %zu statements of the %s of %s are committed; statement %lld may be, too",
			s->done.number, of, verb, id, s->row.intent);
	else
		sqlembic_fail_state(
			err,
			"%s%s%zu of %zu statements of the %s of %s are committed; the next run goes on "
			"with statement %zu",
			part, *part ? "; " : "", s->done.number, of, verb, id, s->done.number + 1);
}

/* Of a server that does not answer any more we know what we have committed, and we hold the lock. */
static const char *where_now(struct run *run)
{
	struct sqlembic_error unheard;
	struct rows rows;
	if (records_read_rows(&rows, run->order->records, run->order->database, &run->scratch, &unheard) < 0)
		rows = rowset_rows(run->beliefs.rows);
	return report_rows(&run->scratch, &rows);
}

void stepwise_state_none(const struct stepwise *s, const char *kept, struct sqlembic_error *err)
{
	const char *verb = report_direction(s->step->direction);
	const char *id = s->step->revision->id;
	const char *at = where_now(s->run);
	if (*kept)
		sqlembic_fail_state(
			err, "%s; nothing else of the %s of %s has taken effect; the database is at %s", kept,
			verb, id, at);
	else
		sqlembic_fail_state(err,
				    "no statement of the %s of %s has taken effect; the database is at %s",
				    verb, id, at);
}

void stepwise_state_spoilt(const struct stepwise *s, struct sqlembic_error *err)
{
	const size_t marked = s->parcel->done_number;
	const size_t known = s->done.acknowledged > marked ? s->done.acknowledged : marked;
	sqlembic_fail_state(
		err,
		"at least %zu of %zu statements of the %s of %s are committed, whatever the log table "
		"says",
		known, s->script.statements, report_direction(s->step->direction), s->step->revision->id);
}
