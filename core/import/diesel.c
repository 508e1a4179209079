/* diesel.c: Diesel's directories: "2026-01-01-000000_name/up.sql" with down.sql and metadata.toml beside it. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static bool takes(const struct source_file *file)
{
	const char *slash = strchr(file->name, '/');
	return slash && strcmp(slash, "/up.sql") == 0 && sqlembic_is_digit(file->name[0]);
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return takes(file);
}

static struct source_file *find_beside(const struct source *source, const struct source_file *file,
				       const char *name)
{
	const char *path = arena_printf(source->arena, "%.*s/%s", (int)strcspn(file->name, "/"), file->name,
					name);
	return path ? source_find(source, path) : NULL;
}

/* A metadata.toml without the key means that there is no transaction. */
static int read_metadata(bool *off, struct source *source, const struct source_file *up,
			 struct sqlembic_error *err)
{
	struct source_file *file = find_beside(source, up, "metadata.toml");
	struct sqlembic_span text, line;
	int rc = file ? source_read(&text, source, file, err) : 0;
	*off = file != NULL;
	while (rc == 0 && file && line_next(&line, &text)) {
		line = line_trim(line);
		if (!line_take(&line, "run_in_transaction"))
			continue;
		line = line_trim(line);
		*off = !(line_take(&line, "=") && line_begins(line_trim(line), "true"));
	}
	return rc;
}

/* The version without its dashes: "2026-01-01-000000" is 20260101000000. */
static char *make_version(struct arena *arena, const char *name, size_t length)
{
	char *version = arena_copy(arena, name, length), *end = version;
	for (const char *p = version; p && *p; p++)
		if (*p != '-')
			*end++ = *p;
	if (version)
		*end = '\0';
	return version;
}

static int read_directory(struct drafts *out, struct source *source, struct source_file *file,
			  struct sqlembic_error *err)
{
	struct sqlembic_span text;
	size_t length = strcspn(file->name, "/"), end = strcspn(file->name, "_/");
	struct source_file *down = find_beside(source, file, "down.sql");
	const char *name = file->name + end + (file->name[end] == '_');
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	struct draft *draft = draft_from(
		out, file, (struct sqlembic_span){ file->name, end },
		(struct sqlembic_span){ name, (size_t)(file->name + length - name) });
	if (!draft || !(draft->version = make_version(out->arena, file->name, end)) ||
	    !(draft->id = draft_id(out->arena, draft->version, strlen(draft->version))))
		return sqlembic_fail_memory(err);
	draft->key = draft->version;
	draft->down_file = down;
	rc = draft_set(&draft->up, out, text, err);
	if (rc == 0 && down && (rc = source_read(&text, source, down, err)) == 0)
		rc = draft_set(&draft->down, out, text, err);
	if (rc == 0)
		rc = read_metadata(&draft->up_off, source, file, err);
	draft->down_off = draft->up_off;
	return rc;
}

const struct tool diesel_tool = {
	.name = "diesel",
	.claims = claims,
	.takes = takes,
	.read = read_directory,
	.order = TOOL_ORDER_KEY,
	.history = { .tables = { "__diesel_schema_migrations" },
		     .columns = "version, run_on",
		     .take = history_take },
};
