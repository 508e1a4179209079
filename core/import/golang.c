/* golang.c: golang-migrate's files: "1_name.up.sql" and "1_name.down.sql", paired and sorted by number; any extension.
 *
 * A file is sent as one message: on PostgreSQL an implicit transaction, on SQLite a real one. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

struct name {
	bool is_up;
	size_t digits, end; /* of the number; of the name behind it */
	uint64_t number;
};

/* The last ".up." or ".down." of the name counts: "6_f.down.up.sql" goes up. */
static bool read_name(struct name *out, const char *name)
{
	size_t digits = strspn(name, "0123456789"), end = 0;
	if (!digits || name[digits] != '_')
		return false;
	for (const char *at = name + digits + 1; (at = strchr(at, '.')) != NULL; at++) {
		bool is_up = strncmp(at, ".up.", 4) == 0;
		if (!is_up && strncmp(at, ".down.", 6) != 0)
			continue;
		end = (size_t)(at - name);
		out->is_up = is_up;
	}
	out->digits = digits;
	out->end = end;
	return end && draft_number(&out->number, name, digits);
}

static bool takes(const struct source_file *file)
{
	struct name name;
	return source_is_at_top(file) && read_name(&name, file->name);
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return takes(file) && !source->has_cargo;
}

static int refuse_double(const struct source_file *before, const struct source_file *file,
			 struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s and %s have the same number", before->path,
			    file->path);
	return sqlembic_fail_hint(err, "give one of them another number, as golang-migrate wants it");
}

static struct draft *find_draft(struct drafts *out, const struct source_file *file, const struct name *name)
{
	const char *version = arena_printf(out->arena, "%llu", (unsigned long long)name->number);
	struct draft *draft = version ? draft_find(out, version) : NULL;
	if (draft || !version)
		return draft;
	draft = draft_add(out);
	if (!draft)
		return NULL;
	draft->number = name->number;
	draft->id = arena_copy(out->arena, file->name, name->digits);
	draft->version = version;
	draft->message = draft_message(out->arena, file->name + name->digits + 1,
				       name->end - name->digits - 1);
	draft->up = "";
	return draft->id && draft->message && draft_name(out, draft, version) ? draft : NULL;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	struct name name = { 0 };
	int rc = source_read(&text, source, file, err);
	if (rc < 0 || !read_name(&name, file->name))
		return rc;
	struct draft *draft = find_draft(out, file, &name);
	if (!draft)
		return sqlembic_fail_memory(err);
	const struct source_file **place = name.is_up ? &draft->up_file : &draft->down_file;
	if (*place)
		return refuse_double(*place, file, err);
	*place = file;
	return draft_set(name.is_up ? &draft->up : &draft->down, out, text, err);
}

/* One row: the last version; dirty where going there, or back from the next one, has failed. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	if (!values[0])
		return 0;
	return history_is_true(values[1]) ? history_fail(history, values[0], err)
					  : history_apply_up_to(history, values[0], err);
}

const struct tool golang_tool = {
	.name = "golang-migrate",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_NUMBER,
	.history = { .tables = { "schema_migrations" }, .columns = "version, dirty", .take = take },
};
