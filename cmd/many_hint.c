/* many_hint.c: what to do about one of many targets that has failed. */
#include <string.h>

#include "again.h"
#include "many.h"
#include "sqlembic/text.h"

/* A step in doubt. */
static bool settles(const char *hint)
{
	return strstr(hint, "sqlembic resolve ");
}

/* The one that overrides sqlalchemy.url: that of another section has a name of its own. */
static void put_variable(struct sqlembic_buf *out, const char *section)
{
	sqlembic_buf_puts(out, "ALEMBIC_");
	for (const char *c = section; c && *c && strcmp(section, "alembic") != 0; c++)
		sqlembic_buf_putc(out, sqlembic_is_alphanumeric(*c) ? sqlembic_upper(*c) : '_');
	sqlembic_buf_puts(out, section && *section && strcmp(section, "alembic") != 0 ? "_SQLALCHEMY_URL="
										      : "SQLALCHEMY_URL=");
}

/* What names the target ahead of the command: no option does.  Of a tenant its URL is not known here, nor its schema, and dots
 * are refused as one: without them the command would be for the database of the ini file. */
static void put_url(struct sqlembic_buf *out, const struct sqlembic_target *target, const char *section)
{
	if (target->section)
		return;
	put_variable(out, section);
	if (target->url)
		sqlembic_buf_word(out, target->url);
	else
		sqlembic_buf_puts(out, "...");
	sqlembic_buf_putc(out, ' ');
}

/* To go on is what the command for all of them does. */
void many_hint_note(struct many_run *run, const struct sqlembic_outcome *outcome)
{
	struct many_slot *slot = many_slot(run, outcome->index);
	const char *hint = outcome->hint;
	struct sqlembic_buf before = SQLEMBIC_BUF_INIT, options = SQLEMBIC_BUF_INIT;
	if (!slot || !hint || (!settles(hint) && strstr(hint, "sqlembic ")))
		return;
	put_url(&before, outcome->target, run->app->globals.section);
	again_put_options(&options, &run->app->globals,
			  outcome->target->section ? outcome->target->section : run->app->globals.section);
	sqlembic_buf_clear(&slot->hint);
	slot->is_for_alone = settles(hint);
	again_put(&slot->hint, hint, sqlembic_buf_text(&before), sqlembic_buf_text(&options));
	sqlembic_buf_release(&before);
	sqlembic_buf_release(&options);
}

const char *many_hint(const struct many_slot *slot)
{
	return slot && slot->hint.len && !slot->hint.failed ? sqlembic_buf_text(&slot->hint) : NULL;
}
