/* prisma.c: Prisma's directories: "20260101120000_name/migration.sql", in the order of their names. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static const char script[] = "/migration.sql";

static bool is_migration(const struct source_file *file)
{
	const char *slash = strchr(file->name, '/');
	return slash && strcmp(slash, script) == 0;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return is_migration(file);
}

static int read_all(struct drafts *out, struct source *source, const struct tool_settings *settings,
		    struct sqlembic_error *err)
{
	int rc = 0;
	(void)settings;
	for (size_t i = 0; rc == 0 && i < source->n; i++) {
		struct source_file *file = &source->files[i];
		struct sqlembic_span text;
		if (!is_migration(file) || (rc = source_read(&text, source, file, err)) < 0)
			continue;
		size_t length = strcspn(file->name, "/"), digits = strspn(file->name, "0123456789");
		const char *name = file->name + digits + (file->name[digits] == '_');
		struct draft *draft = draft_from(
			out, file, (struct sqlembic_span){ file->name, digits ? digits : length },
			(struct sqlembic_span){ name, (size_t)(file->name + length - name) });
		if (!draft)
			return sqlembic_fail_memory(err);
		draft->version = arena_copy(out->arena, file->name, length);
		rc = draft->version ? draft_set(&draft->up, out, text, err) : sqlembic_fail_memory(err);
	}
	return rc;
}

const struct tool prisma_tool = { .name = "prisma", .claims = claims, .read = read_all };
