/* refinery.c: refinery's files: "V1__name.sql", and "U2__name.sql" that may run out of order; whole numbers.
 *
 * Flyway names its files alike: a directory is of refinery where a Rust project is around it. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static bool read_name(struct sqlembic_span *version, struct sqlembic_span *text, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *end = strrchr(name, '.');
	size_t digits = name[0] ? strspn(name + 1, "0123456789.") : 0;
	if ((name[0] != 'V' && name[0] != 'U') || !digits || strncmp(name + 1 + digits, "__", 2) != 0 ||
	    !end || end < name + 3 + digits)
		return false;
	*version = (struct sqlembic_span){ name + 1, digits };
	*text = (struct sqlembic_span){ name + 3 + digits, (size_t)(end - name) - 3 - digits };
	return strcmp(end, ".sql") == 0 || strcmp(end, ".rs") == 0;
}

static bool takes(const struct source_file *file)
{
	struct sqlembic_span version, text;
	return read_name(&version, &text, file->name);
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return takes(file) && source->has_cargo;
}

static int refuse_version(const struct source_file *file, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has a version that is no whole number", file->path);
	return sqlembic_fail_hint(err, "number it as its neighbours are");
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text, version, name;
	uint64_t number = 0;
	if (!read_name(&version, &name, file->name))
		return 0;
	if (source_ends(file, ".rs"))
		return draft_refuse_code(file, "Rust", err);
	if (memchr(version.ptr, '.', version.len) || !draft_number(&number, version.ptr, version.len))
		return refuse_version(file, err);
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	struct draft *draft = draft_from(out, file, version, name);
	if (!draft || !(draft->version = arena_printf(out->arena, "%llu", (unsigned long long)number)))
		return sqlembic_fail_memory(err);
	draft->number = number;
	return draft_set(&draft->up, out, text, err);
}

const struct tool refinery_tool = {
	.name = "refinery",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_NUMBER,
	.history = { .tables = { "refinery_schema_history" },
		     .columns = "version, applied_on",
		     .take = history_take },
};
