/* atlas.c: Atlas' files: "20260101120000_name.sql" beside atlas.sum, in the byte order of their names. */
#include <stdlib.h>

#include "import/fill.h"
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

struct directives {
	bool off, is_checkpoint;
	const char *delimiter; /* where it is set; NULL: not */
};

/* Directives stand in the comments at the top. */
static void read_directives(struct directives *out, struct sqlembic_span text)
{
	struct sqlembic_span line;
	*out = (struct directives){ 0 };
	while (line_next(&line, &text)) {
		const char *start = line.ptr;
		line = line_trim(line);
		if (!line_take(&line, "--"))
			return;
		line = line_trim(line);
		if (line_take(&line, "atlas:txmode"))
			out->off = line_is(line_trim(line), "none");
		else if (line_begins(line, "atlas:checkpoint"))
			out->is_checkpoint = true;
		else if (line_begins(line, "atlas:delimiter"))
			out->delimiter = start;
	}
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return strcmp(file->name, "atlas.sum") == 0;
}

static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && source_ends(file, ".sql");
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	struct directives directives;
	size_t end = strlen(file->name) - 4, length = strcspn(file->name, "_");
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	read_directives(&directives, text);
	if (directives.is_checkpoint)
		return draft_tell(out, file, "is a checkpoint, and left out: the others build the same", err);
	if (directives.delimiter)
		return fill_refuse(
			file, directives.delimiter, "a delimiter that only Atlas reads",
			"end the statements with ';' in a copy of the file (on MySQL with DELIMITER), "
			"and import the copy",
			err);
	length = length < end ? length : end;
	const char *name = file->name + length + (length < end);
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ file->name, length },
					 (struct sqlembic_span){ name, (size_t)(file->name + end - name) });
	if (!draft)
		return sqlembic_fail_memory(err);
	draft->up_off = directives.off;
	return draft_set(&draft->up, out, text, err);
}

/* ---- the history ---- */

#define TYPE_BASELINE 1

/* A baseline stands for all versions up to its own. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	const char *version = values[0], *applied = values[1], *total = values[2], *error = values[3];
	long long ns = values[6] ? strtoll(values[6], NULL, 10) : -1;
	if (!version || version[0] == '.')
		return 0;
	if (values[4] && strtol(values[4], NULL, 10) & TYPE_BASELINE)
		return history_apply_up_to(history, version, err);
	if ((error && *error) || !applied || !total || strcmp(applied, total) != 0)
		return history_fail(history, version, err);
	return history_apply(history, version, values[5], ns < 0 ? -1 : ns / 1000000, err);
}

const struct tool atlas_tool = {
	.name = "atlas",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.history = { .tables = { "atlas_schema_revisions", "atlas_schema_revisions.atlas_schema_revisions" },
		     .columns = "version, applied, total, error, type, executed_at, execution_time",
		     .order = "executed_at",
		     .take = take },
};
