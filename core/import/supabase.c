/* supabase.c: Supabase's files: supabase/migrations/20260101120000_name.sql beside supabase/config.toml.
 *
 * The version is text, of as many digits as there are, and files run in the byte order of their names. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static size_t version_length(const struct source_file *file)
{
	return strspn(file->name, "0123456789");
}

static bool takes(const struct source_file *file)
{
	size_t length = version_length(file);
	return source_is_at_top(file) && source_ends(file, ".sql") && length && file->name[length] == '_';
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return takes(file) && source_is_beside(source, "config.toml") && !source_find(source, "atlas.sum");
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	size_t length = version_length(file);
	const char *name = file->name + length + 1;
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ file->name, length },
					 (struct sqlembic_span){ name, strlen(name) - 4 });
	if (!draft)
		return sqlembic_fail_memory(err);
	return draft_set(&draft->up, out, text, err);
}

const struct tool supabase_tool = {
	.name = "supabase",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_NAMES,
	.history = { .tables = { "supabase_migrations.schema_migrations" },
		     .columns = "version, NULL",
		     .take = history_take },
};
