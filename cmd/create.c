/* create.c: writing a revision's files. */
#include "create.h"

#include "tojson.h"

int create_revision(struct app *app, const struct sqlembic_new_revision *revision, struct sqlembic_error *err)
{
	sqlembic *ctx = NULL;
	const struct sqlembic_revision *made = NULL;
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_new(ctx, revision, &made, err);
	if (rc == 0 && !made)
		events_say(&app->events, "No changes in schema detected: no file was written.");
	if (rc < 0 || !app->globals.json)
		return rc;
	if (made)
		app->done = "the files of the revision are written";
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	json_t *o = json_object();
	int failed = tojson_put(o, "event", tojson_text("revision"));
	failed |= tojson_put(o, "revision", made ? tojson_revision(made) : json_null());
	tojson_line(&text, o, failed);
	return app_print(app, &text, err);
}
