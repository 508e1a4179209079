/* sending.c: runs a script in the open transaction, and says how far a long one is. */
#include "database/sender.h"
#include "run/parts.h"
#include "run/report.h"

/* The script that is on its way. */
struct sending {
	const struct run *run;
	const struct step *step;
};

static int report_progress(void *payload, size_t statement, struct sqlembic_error *err)
{
	const struct sending *s = payload;
	const struct script_facts *facts = preflight_facts(&s->run->preflight, s->step);
	const struct sqlembic_event event = {
		.kind = SQLEMBIC_EVENT_PROGRESS,
		.direction = s->step->direction,
		.revision = s->step->revision->id,
		.step = s->run->at + 1,
		.steps = s->run->plan.n,
		.statement = statement,
		.statements = facts->statements,
		.bytes = scan_offset(s->run->preflight.scan),
		.bytes_total = facts->bytes,
	};
	return caller_event(run_caller(s->run), &event, err);
}

static int report_timed(void *payload, size_t number, const char *words, double milliseconds,
			struct sqlembic_error *err)
{
	const struct sending *s = payload;
	return report_statement(s->run, s->step, number, words, milliseconds, err);
}

static bool leaves_out(void *payload, const struct statement *statement)
{
	const struct sending *s = payload;
	const struct run_order *order = s->run->order;
	return order->leaves_out && order->leaves_out(order->payload, statement);
}

int sending_run(struct run *run, const struct step *step, size_t *statements, char checksum[HASH_TEXT_SIZE],
		struct sqlembic_error *err)
{
	int rc = preflight_open(&run->preflight, step, err);
	if (rc < 0)
		return rc;
	struct sending s = { .run = run, .step = step };
	const struct sender sender = { .scan = run->preflight.scan,
				       .parcel = &run->parcel,
				       .caller = run_caller(run),
				       .progress = report_progress,
				       .timed = run->order->tell_statements && !run_is_offline(run)
							? report_timed
							: NULL,
				       .leaves_out = leaves_out,
				       .payload = &s };
	parcel_begin(&run->parcel, run_session(run), preflight_path(step));
	rc = sender_run(&sender, statements, checksum, err);
	return rc < 0 ? rc : preflight_check_same(&run->preflight, step, err);
}
