/* announce.c: a step that the row of the step before it announces, which saves the commit of a row of its own.
 *
 * Where no transaction can hold a statement of DDL, the log has to say before that it may take effect.  Where such a step
 * follows another, the row that calls the first one done says so, in the same commit.  A step that has to say more than
 * that gets a row of its own; so does one that fails, and one that a later run goes on with. */
#include "records/journal_read.h"
#include "run/parts.h"

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
