/* losses.c: see losses.h. */
#include "proof/losses.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "proof/fires.h"
#include "sqlembic/error.h"

/* ---- counting ---- */

bool losses_are_possible(const struct site *site, const struct says *up, const struct says *down)
{
	return site->has_rows && (says_anything(up) || says_anything(down));
}

int losses_begin(struct losses *out, const struct trial *trial, const struct says *up,
		 const struct says *down, struct sqlembic_error *err)
{
	*out = (struct losses){ .trial = trial, .up = up, .down = down };
	out->are_counted = losses_are_possible(trial->site, up, down);
	return losses_count(&out->before, out, err);
}

int losses_count(struct census *out, const struct losses *losses, struct sqlembic_error *err)
{
	*out = (struct census){ 0 };
	return losses->are_counted ? site_count(out, losses->trial->site, losses->trial->proof, err) : 0;
}

void losses_end(struct losses *losses)
{
	census_release(&losses->before);
	sqlembic_buf_release(&losses->up_comments.text);
	sqlembic_buf_release(&losses->down_comments.text);
}

/* ---- judging ---- */

static void read_comments(struct losses_comments *out, const char *path)
{
	struct sqlembic_buf script = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	out->are_read = true;
	if (path && fs_read(&script, path, NULL, &unheard) == 0)
		says_add_comments(&out->text,
				  (struct sqlembic_span){ sqlembic_buf_text(&script), script.len });
	sqlembic_buf_release(&script);
}

/* Read only where something is about to be blamed, and once: a cascade may have emptied thousands of tables.  A file that is too
 * large for that has no such comment. */
static bool is_commented(struct losses_comments *comments, const char *path, const char *table,
			 const char *column)
{
	if (!comments->are_read)
		read_comments(comments, path);
	const struct sqlembic_span text = { sqlembic_buf_text(&comments->text), comments->text.len };
	return comments->text.failed || says_in_comment(text, table, column);
}

static const struct sqlembic_fact *table_of(const struct comparison *comparison, const struct pair *pair)
{
	const struct pair *parent = compare_parent(comparison, pair, false);
	return compare_before(comparison, parent ? parent : pair);
}

static bool is_said_of(struct losses *losses, const char *table, const char *column, bool is_down)
{
	const struct sqlembic_dialect *dialect = losses->trial->rehearsal->dialect;
	const struct revision *revision = losses->trial->revision;
	return says_of(losses->up, dialect, table) || (is_down && says_of(losses->down, dialect, table)) ||
	       is_commented(&losses->up_comments, revision->up_path, table, column) ||
	       (is_down && is_commented(&losses->down_comments, revision->down_path, table, column));
}

static bool has_fewer(const struct census_change *change)
{
	return strtoll(change->count_now, NULL, 10) < strtoll(change->count, NULL, 10);
}

/* Values that a trigger writes, by way of others as well, which is on a table that a script names: the rows are still there. */
static bool is_of_trigger(struct losses *losses, const char *table, const struct census_change *change,
			  bool is_down)
{
	if (has_fewer(change))
		return false;
	const struct sqlembic_dialect *dialect = losses->trial->rehearsal->dialect;
	const struct sqlembic_buf *code = &losses->trial->site->code;
	if (!losses->is_known[is_down])
		losses->fires[is_down] = fires_any(code, dialect, losses->up) ||
					 (is_down && fires_any(code, dialect, losses->down));
	losses->is_known[is_down] = true;
	return losses->fires[is_down] && fires_names(code, table);
}

/* It goes with its schema, which is dropped by name. */
static bool goes_with_schema(const struct losses *losses, const struct sqlembic_fact *table, bool is_down)
{
	const struct sqlembic_dialect *dialect = losses->trial->rehearsal->dialect;
	return says_drops_schema(losses->up, dialect, table->schema) ||
	       (is_down && says_drops_schema(losses->down, dialect, table->schema));
}

/* Of the table, or of one whose rows these are, too. */
static int is_said(bool *out, struct losses *losses, const struct comparison *comparison,
		   const struct pair *pair, const struct census_change *change, bool is_down,
		   struct sqlembic_error *err)
{
	const char *column = census_column(comparison, pair, change);
	char *above = change->above ? strdup(change->above) : NULL, *rest = above;
	if (change->above && !above)
		return sqlembic_fail_memory(err);
	const struct sqlembic_fact *table = table_of(comparison, pair);
	*out = is_said_of(losses, table->name, column, is_down) || goes_with_schema(losses, table, is_down) ||
	       is_of_trigger(losses, table->name, change, is_down);
	for (char *name; !*out && (name = strsep(&rest, "\n"));)
		*out = is_said_of(losses, name, column, is_down);
	free(above);
	return 0;
}

/* Once for a table: what its rows lose, its columns lose, and what the up script has lost the down script has not. */
static bool was_told(const struct losses *losses, const struct comparison *comparison,
		     const struct pair *pair)
{
	return names_find(&losses->told, 0, table_of(comparison, pair)->shown) != NAMES_NONE;
}

static int take(struct losses *losses, const struct comparison *comparison, const struct pair *pair,
		const struct census_change *change, struct sqlembic_error *err)
{
	struct arena *arena = losses->trial->arena;
	const struct sqlembic_fact *fact = compare_before(comparison, pair);
	const bool is_part = fact->kind != change->kind;
	const char *shown = arena_dup(arena, table_of(comparison, pair)->shown);
	if (!shown || !names_put(&losses->told, arena, 0, shown, 0))
		return sqlembic_fail_memory(err);
	struct sqlembic_test_object object = {
		.state = "rows",
		.kind = comparison->from->kinds[change->kind].name,
		.object = arena_printf(arena, "%s%s%s", fact->shown, is_part ? "." : "",
				       is_part ? census_column(comparison, pair, change) : ""),
	};
	object.text = object.object ? arena_printf(arena, "%s '%s'", object.kind, object.object) : NULL;
	if (!losses->lost)
		losses->lost = arena_alloc(arena, losses->before.n, sizeof(*losses->lost));
	if (!object.text || !losses->lost)
		return sqlembic_fail_memory(err);
	losses->lost[losses->nlost++] = object;
	return 0;
}

static void name_lost(struct sqlembic_buf *text, const struct sqlembic_test_object *lost, size_t n)
{
	for (size_t i = 0; i < n && i < FINDING_NAMES; i++)
		sqlembic_buf_printf(text, "%s%s", i ? ", " : "", lost[i].text);
	if (n > FINDING_NAMES)
		sqlembic_buf_printf(text, " and %zu more table%s", n - FINDING_NAMES,
				    n - FINDING_NAMES == 1 ? "" : "s");
}

/* What one script loses, from `first` on, is one finding: a cascade goes through all tables. */
static int tell(const struct losses *losses, size_t first, bool is_down, struct sqlembic_error *err)
{
	const struct trial *trial = losses->trial;
	const size_t n = losses->nlost - first;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (n == 0)
		return 0;
	sqlembic_buf_printf(&text, "the %s script loses rows or values of ", is_down ? "down" : "up");
	name_lost(&text, losses->lost + first, n);
	sqlembic_buf_puts(&text, ", and does not say so");
	const struct sqlembic_test_finding finding = {
		.stage = "rows",
		.is_failure = true,
		.text = sqlembic_buf_text(&text),
		.path = is_down ? trial->revision->down_path : trial->revision->up_path,
		.objects = losses->lost + first,
		.nobjects = n,
	};
	int rc = text.failed ? sqlembic_fail_memory(err) : finding_add(trial->findings, &finding, NULL, err);
	sqlembic_buf_release(&text);
	return rc;
}

/* A text that the server prints otherwise leaves values as they are. */
static bool has_other_values(const struct comparison *comparison, const struct pair *pair)
{
	const struct sqlembic_attribute *attributes = compare_kind(comparison, pair)->attributes;
	uint64_t printed = 0;
	for (size_t i = 0; attributes && attributes[i].name; i++)
		if (attributes[i].flags & SQLEMBIC_ATTRIBUTE_DEPARSED)
			printed |= (uint64_t)1 << i;
	return pair->differs & ~printed;
}

/* Rows may come; values are the same only where none has. */
static bool has_lost(const struct census_change *change)
{
	return has_fewer(change) || (change->has_other_values && strtoll(change->count_now, NULL, 10) ==
									 strtoll(change->count, NULL, 10));
}

/* The rows of a table that got another name, and gave its own to a new one, are in that one's: they are counted there. */
static bool were_moved(const struct losses *losses, const struct comparison *comparison,
		       const struct pair *pair, const struct census *after, const char *count)
{
	const struct says *says[] = { losses->up, losses->down };
	const char *name = table_of(comparison, pair)->name;
	const long long rows = strtoll(count, NULL, 10);
	bool were = false;
	for (size_t i = 0; i < after->n && !were; i++) {
		const struct census_table *table = &after->tables[i];
		const size_t fact = strtoll(table->count, NULL, 10) < rows
					    ? CATALOG_NONE
					    : catalog_find(comparison->to, table->kind, table->identity);
		const char *other = fact == CATALOG_NONE ? name : comparison->to->entries[fact].fact.name;
		for (size_t k = 0; k < 2 && strcmp(other, name) != 0; k++)
			were |= says_renames(says[k], losses->trial->rehearsal->dialect, name, other);
	}
	return were;
}

int losses_judge(struct losses *losses, const struct finding_difference *d, bool is_down,
		 const struct census *after, struct sqlembic_error *err)
{
	const struct comparison *comparison = &d->comparison;
	const size_t first = losses->nlost;
	struct census_walk walk = census_compare(&losses->before, after);
	struct census_change change;
	int rc = 0;
	while (rc == 0 && (rc = census_next(&walk, &change, err)) > 0) {
		const struct pair *pair = census_pair(comparison, &change);
		rc = 0;
		if (!pair || !change.count_now || has_other_values(comparison, pair) || !has_lost(&change))
			continue;
		losses->trial->site->wants_rows = true;
		if (was_told(losses, comparison, pair))
			continue;
		bool said = false;
		rc = is_said(&said, losses, comparison, pair, &change, is_down, err);
		if (rc == 0 && !said && !were_moved(losses, comparison, pair, after, change.count))
			rc = take(losses, comparison, pair, &change, err);
	}
	census_end(&walk);
	return rc < 0 ? rc : tell(losses, first, is_down, err);
}
