/* lists.c: printing a list of revisions. */
#include "lists.h"

#include "tojson.h"

int lists_print(struct app *app, const struct sqlembic_revisions *revisions, lists_render_fn *render,
		struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json) {
		tojson_document(&text, tojson_revisions(revisions), 0);
		return app_print(app, &text, err);
	}
	for (size_t i = 0; i < revisions->n; i++)
		render(&text, revisions->items[i]);
	return app_print(app, &text, err);
}

void lists_say_empty(struct app *app, sqlembic *ctx)
{
	struct sqlembic_revisions heads = { NULL, 0 };
	if (sqlembic_heads(ctx, false, &heads, NULL) == 0 && heads.n == 0)
		events_say(&app->events,
			   "The script directory holds no revisions (sqlembic config shows where it is).");
}
