/* events_json.c: events as JSON lines. */
#include "events.h"

#include "tojson.h"

static const char *const kinds[] = {
	[SQLEMBIC_EVENT_INFO] = "info",       [SQLEMBIC_EVENT_WARNING] = "warning",
	[SQLEMBIC_EVENT_STEP] = "step",       [SQLEMBIC_EVENT_STEP_DONE] = "step_done",
	[SQLEMBIC_EVENT_RESUME] = "resume",   [SQLEMBIC_EVENT_PROGRESS] = "progress",
	[SQLEMBIC_EVENT_WAITING] = "waiting", [SQLEMBIC_EVENT_CREATING] = "creating",
	[SQLEMBIC_EVENT_CREATED] = "created", [SQLEMBIC_EVENT_SKIPPED] = "skipped",
	[SQLEMBIC_EVENT_HOOK] = "hook",       [SQLEMBIC_EVENT_HOOK_DONE] = "hook_done",
	[SQLEMBIC_EVENT_RETRY] = "retry",     [SQLEMBIC_EVENT_STATEMENT] = "statement",
	[SQLEMBIC_EVENT_TARGET] = "target",   [SQLEMBIC_EVENT_TARGET_DONE] = "target_done",
};

static int put_number(json_t *object, const char *key, unsigned long long number)
{
	return number ? tojson_put(object, key, json_integer((json_int_t)number)) : 0;
}

static int put_step(json_t *o, const struct sqlembic_event *event)
{
	static const char *const directions[] = { "upgrade", "downgrade", "stamp" };
	int failed = tojson_put(o, "direction", tojson_text(directions[event->direction]));
	failed |= tojson_put(o, "from", tojson_text(event->from ? event->from : ""));
	failed |= tojson_put(o, "to", tojson_text(event->to ? event->to : ""));
	if (event->kind == SQLEMBIC_EVENT_STEP_DONE) {
		failed |= tojson_put(o, "statements", json_integer((json_int_t)event->statements));
		failed |= tojson_put(o, "milliseconds", json_real(event->milliseconds));
	}
	return failed;
}

void events_json(struct sqlembic_buf *out, const struct sqlembic_event *event)
{
	bool is_step = event->kind == SQLEMBIC_EVENT_STEP || event->kind == SQLEMBIC_EVENT_STEP_DONE;
	json_t *o = json_object();
	int failed = tojson_put(o, "event", tojson_text(kinds[event->kind]));
	failed |= tojson_put_text(o, "target", event->database);
	failed |= tojson_put_text(o, "revision", event->revision);
	failed |= is_step ? put_step(o, event) : put_number(o, "statements", event->statements);
	failed |= tojson_put_text(o, "message", event->message);
	failed |= tojson_put_text(o, "path", event->path);
	bool is_retry = event->kind == SQLEMBIC_EVENT_RETRY;
	failed |= put_number(o, is_retry ? "retry" : "step", event->step);
	failed |= put_number(o, is_retry ? "retries" : "steps", event->steps);
	if (is_retry || event->kind == SQLEMBIC_EVENT_STATEMENT)
		failed |= tojson_put(o, "milliseconds", json_real(event->milliseconds));
	if (event->kind == SQLEMBIC_EVENT_HOOK_DONE) {
		failed |= tojson_put_text(o, "hook", event->text);
		failed |= tojson_put(o, "exit_status", json_integer((json_int_t)event->statement));
	} else {
		failed |= tojson_put_text(o, event->kind == SQLEMBIC_EVENT_HOOK ? "hook" : "text",
					  event->text);
		failed |= put_number(o, "statement", event->statement);
	}
	failed |= put_number(o, "bytes", event->bytes);
	failed |= put_number(o, "bytes_total", event->bytes_total);
	tojson_line(out, o, failed);
}
