/* sending.c: runs a script in the open transaction. */
#include "database/sender.h"
#include "run/parts.h"
#include "run/report.h"

/* The script that is on its way. */
struct sending {
	const struct run *run;
	const struct step *step;
};

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
	return order->leaves_out && order->leaves_out(order->payload, preflight_path(s->step), statement);
}

static int adapt(void *payload, struct statement *statement, struct sqlembic_error *err)
{
	const struct sending *s = payload;
	const struct run_order *order = s->run->order;
	return order->adapt ? order->adapt(order->payload, statement, err) : 0;
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
				       .timed = run->order->tell_statements && !run_is_offline(run)
							? report_timed
							: NULL,
				       .adapt = adapt,
				       .leaves_out = leaves_out,
				       .payload = &s };
	parcel_begin(&run->parcel, run_session(run), run_dialect(run), preflight_path(step));
	rc = sender_run(&sender, statements, checksum, err);
	return rc < 0 ? rc : preflight_check_same(&run->preflight, step, err);
}
