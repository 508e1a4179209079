/* supabase.c: Supabase's files: supabase/migrations/20260101120000_name.sql beside supabase/config.toml. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

#define VERSION_LENGTH 14

static bool has_version(const struct source_file *file)
{
	return source_is_at_top(file) && source_ends(file, ".sql") &&
	       strspn(file->name, "0123456789") == VERSION_LENGTH && file->name[VERSION_LENGTH] == '_';
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return has_version(file) && source_is_beside(source, "config.toml") &&
	       !source_find(source, "atlas.sum");
}

static int read_all(struct drafts *out, struct source *source, const struct tool_settings *settings,
		    struct sqlembic_error *err)
{
	int rc = 0;
	(void)settings;
	for (size_t i = 0; rc == 0 && i < source->n; i++) {
		struct source_file *file = &source->files[i];
		struct sqlembic_span text;
		if (!has_version(file) || (rc = source_read(&text, source, file, err)) < 0)
			continue;
		const char *name = file->name + VERSION_LENGTH + 1;
		struct draft *draft = draft_from(out, file,
						 (struct sqlembic_span){ file->name, VERSION_LENGTH },
						 (struct sqlembic_span){ name, strlen(name) - 4 });
		if (!draft)
			return sqlembic_fail_memory(err);
		draft->key = draft->version;
		rc = draft_set(&draft->up, out, text, err);
	}
	return rc < 0 ? rc : draft_sort_by_key(out, err);
}

static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	return values[0] ? history_apply(history, values[0], NULL, -1, err) : 0;
}

const struct tool supabase_tool = {
	.name = "supabase",
	.by_name = true,
	.claims = claims,
	.read = read_all,
	.history = { .tables = { "supabase_migrations.schema_migrations" },
		     .columns = "version",
		     .take = take },
};
