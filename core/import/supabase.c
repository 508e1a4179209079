/* supabase.c: Supabase's files: supabase/migrations/20260101120000_name.sql beside supabase/config.toml. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

#define VERSION_LENGTH 14

static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && source_ends(file, ".sql") &&
	       strspn(file->name, "0123456789") == VERSION_LENGTH && file->name[VERSION_LENGTH] == '_';
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return takes(file) && source_is_beside(source, "config.toml") && !source_find(source, "atlas.sum");
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	const char *name = file->name + VERSION_LENGTH + 1;
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ file->name, VERSION_LENGTH },
					 (struct sqlembic_span){ name, strlen(name) - 4 });
	if (!draft)
		return sqlembic_fail_memory(err);
	draft->key = draft->version;
	return draft_set(&draft->up, out, text, err);
}

const struct tool supabase_tool = {
	.name = "supabase",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_KEY,
	.history = { .tables = { "supabase_migrations.schema_migrations" },
		     .columns = "version, NULL",
		     .take = history_take },
};
