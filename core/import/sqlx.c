/* sqlx.c: sqlx's files: "1_name.sql", or "1_name.up.sql" and "1_name.down.sql", sorted by number.
 *
 * golang-migrate names its pairs alike: a directory is of sqlx where a Rust project is around it. */
#include <stdlib.h>

#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static const char no_transaction[] = "-- no-transaction";

static bool has_version(const struct source_file *file)
{
	size_t digits = strspn(file->name, "0123456789");
	return digits && file->name[digits] == '_' && source_ends(file, ".sql") && source_is_at_top(file);
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return has_version(file) && source->has_cargo;
}

/* Another name with '_' is refused, as sqlx does. */
static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && source_ends(file, ".sql") && strchr(file->name, '_');
}

static int refuse_name(const struct source_file *file, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has no number before its '_'", file->path);
	return sqlembic_fail_hint(err, "sqlx refuses the directory, too: its files are named 1_name.sql");
}

static int refuse_double(const struct source_file *before, const struct source_file *file,
			 struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s and %s are the same version", before->path,
			    file->path);
	return sqlembic_fail_hint(err, "give one of them another number");
}

static struct draft *find_draft(struct drafts *out, const struct source_file *file, uint64_t number,
				size_t digits, size_t suffix)
{
	const char *name = file->name + digits + 1;
	const char *version = arena_printf(out->arena, "%llu", (unsigned long long)number);
	struct draft *draft = version ? draft_find(out, version) : NULL;
	if (draft || !version)
		return draft;
	draft = draft_from(out, NULL, (struct sqlembic_span){ file->name, digits },
			   (struct sqlembic_span){ name, strlen(name) - suffix });
	if (!draft)
		return NULL;
	draft->number = number;
	draft->version = version;
	return draft_name(out, draft, version) ? draft : NULL;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	uint64_t number = 0;
	size_t digits = strspn(file->name, "0123456789");
	bool is_down = source_ends(file, ".down.sql");
	size_t suffix = is_down ? 9 : source_ends(file, ".up.sql") ? 7 : 4;
	if (!has_version(file) || !draft_number(&number, file->name, digits))
		return refuse_name(file, err);
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	struct draft *draft = find_draft(out, file, number, digits, suffix);
	if (!draft)
		return sqlembic_fail_memory(err);
	const struct source_file **place = is_down ? &draft->down_file : &draft->up_file;
	if (*place)
		return refuse_double(*place, file, err);
	*place = file;
	*(is_down ? &draft->down_off : &draft->up_off) = line_begins(text, no_transaction);
	return draft_set(is_down ? &draft->down : &draft->up, out, text, err);
}

/* What has only a way down is never applied. */
static int finish(struct drafts *out, struct source *source, struct sqlembic_error *err)
{
	size_t kept = 0;
	int rc = 0;
	(void)source;
	for (size_t i = 0; rc == 0 && i < out->n; i++)
		if (out->items[i].up_file)
			out->items[kept++] = out->items[i];
		else
			rc = draft_tell(out, out->items[i].down_file,
					"undoes a version that no file has, and is left out", err);
	out->n = rc == 0 ? kept : out->n;
	return rc;
}

static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	long long ns = values[3] ? strtoll(values[3], NULL, 10) : -1;
	if (!values[0])
		return 0;
	return history_is_true(values[1])
		       ? history_apply(history, values[0], values[2], ns < 0 ? -1 : ns / 1000000, err)
		       : history_fail(history, values[0], err);
}

const struct tool sqlx_tool = {
	.name = "sqlx",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.finish = finish,
	.order = TOOL_ORDER_NUMBER,
	.history = { .tables = { "_sqlx_migrations" },
		     .columns = "version, success, installed_on, execution_time",
		     .take = take },
};
