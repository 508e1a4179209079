/* halted.c: see halted.h. */
#include "run/halted.h"

#include <string.h>

#include "graph/fold.h"
#include "run/report.h"
#include "sql/checksum.h"
#include "sql/excerpt.h"
#include "sqlembic/error.h"

void halted_find(struct halted *out, const struct graph *graph, const struct journal_entry *entry)
{
	const bool up = strcmp(entry->view.direction, report_direction(SQLEMBIC_UPGRADE)) == 0;
	*out = (struct halted){ .entry = entry, .done = (size_t)entry->view.statements_done };
	out->revision = fold_script(graph, entry->view.revision);
	if (out->revision)
		out->path = up ? out->revision->up_path : out->revision->down_path;
}

static int note_statement(struct halted *halted, struct hash *hash, const struct statement *statement,
			  struct arena *arena, struct sqlembic_error *err)
{
	hash_statement(hash, statement->sql);
	halted->statements = statement->number;
	if (statement->number == halted->done)
		hash_text(hash, halted->before);
	if (statement->number != halted->done + 1)
		return 0;
	hash_text(hash, halted->behind);
	checksum_statement(halted->next, statement->sql);
	halted->line = statement->line;
	halted->excerpt = excerpt_short(arena, statement->sql);
	return halted->excerpt ? 0 : sqlembic_fail_memory(err);
}

static int no_script(const struct halted *halted, struct sqlembic_error *err)
{
	const char *id = halted->entry->view.revision;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no script for the %s of %s",
		      halted->entry->view.direction, id);
	return sqlembic_fail_command(err, "restore the script, or undo the step by hand and say: ",
				     "sqlembic resolve %s --all-undone", id);
}

int halted_read(struct halted *halted, const struct sqlembic_dialect *dialect, struct arena *arena,
		struct sqlembic_error *err)
{
	struct statement statement;
	struct hash hash;
	if (!halted->path)
		return no_script(halted, err);
	struct scan *scan = scan_open_file(dialect, halted->path, err);
	if (!scan)
		return SQLEMBIC_E_FAILED;
	int rc;
	hash_init(&hash);
	hash_text(&hash, halted->before);
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		if ((rc = note_statement(halted, &hash, &statement, arena, err)) < 0)
			break;
	}
	hash_text(&hash, halted->whole);
	scan_close(scan);
	return rc;
}

bool halted_has_changed(const struct halted *halted)
{
	return halted->done > 0 && strcmp(halted->before, halted->entry->done_hash) != 0;
}

bool halted_is_edited(const struct halted *halted)
{
	return halted->entry->view.in_doubt &&
	       (!halted->excerpt || journal_is_edited(halted->entry->intended, halted->next));
}
