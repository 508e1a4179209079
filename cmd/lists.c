/* lists.c: printing a list of revisions. */
#include "lists.h"

#include "quantity.h"
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
	const struct sqlembic_scripts *scripts;
	if (sqlembic_scripts(ctx, &scripts, NULL) < 0 || scripts->revisions > 0)
		return;
	events_say(&app->events,
		   "The script directory holds no revisions (sqlembic config shows where it is).");
	if (scripts->nunread == 0)
		return;
	const struct sqlembic_unread *first = scripts->unread[0];
	struct sqlembic_buf others = SQLEMBIC_BUF_INIT;
	if (scripts->nunread > 1) {
		sqlembic_buf_puts(&others, " and ");
		quantity_count(&others, scripts->nunread - 1, "other file");
	}
	events_say(&app->events, "Not read: %s%s. %s", first->path, sqlembic_buf_text(&others),
		   first->is_python
			   ? "Alembic's revisions are Python; docs/from-alembic.md has the way to SQL."
			   : "The name of an up script ends in .up.sql.");
	sqlembic_buf_release(&others);
}
