/* unknown.c: errors about a name that no script bears. */
#include "graph/unknown.h"

#include <string.h>

#include "graph/fold.h"
#include "graph/reserved.h"
#include "sqlembic/distance.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* Keeps `name` when it is nearer to the identifier than what was nearest. */
static void offer(const char **nearest, size_t *best, const char *identifier, const char *name)
{
	size_t distance = sqlembic_distance(identifier, name);
	if (distance < *best || (distance == *best && !*nearest)) {
		*best = distance;
		*nearest = name;
	}
}

/* The file that is not read and has the revision; NULL: none has. */
static const struct unread *find_unread(const struct graph *graph, const char *id)
{
	for (size_t i = 0; i < graph->unread.n; i++) {
		if (graph->unread.items[i].id && strcmp(graph->unread.items[i].id, id) == 0)
			return &graph->unread.items[i];
	}
	return NULL;
}

/* Our header in a file whose name is not a script's. */
static int explain_header(struct sqlembic_error *err, const struct unread *unread)
{
	size_t stem = strlen(unread->path) - (sizeof(".sql") - 1);
	if (stem > 3 && sqlembic_ncasecmp(unread->path + stem - 3, ".up", 3) == 0)
		stem -= 3;
	(void)sqlembic_fail_detail(err,
				   "%s has this revision and is not read: the name of an up script ends in "
				   ".up.sql",
				   unread->path);
	return sqlembic_fail_hint(err, "mv %s %.*s.up.sql", unread->path, (int)stem, unread->path);
}

/* The database was built by Alembic, or the scripts were left behind: no revision is here to tell. */
static int explain_beginning(struct sqlembic_error *err, const char *row)
{
	(void)sqlembic_fail_detail(
		err, "the version table holds '%s', and the script directory holds no revisions", row);
	return sqlembic_fail_command(
		err,
		"sqlembic config shows where the scripts are looked for; if Alembic has built the database "
		"(docs/from-alembic.md): ",
		"sqlembic revision --rev-id %s --irreversible -m \"what Alembic has "
		"built\"",
		row);
}

static int explain_python(struct sqlembic_error *err, const struct graph *graph, const struct unread *unread,
			  bool is_row)
{
	(void)sqlembic_fail_detail(err, "%s has this revision, for Alembic: .py files are not read here",
				   unread->path);
	if (is_row && graph->n == 0)
		return sqlembic_fail_command(
			err, "begin where the database is (docs/from-alembic.md): ",
			"sqlembic revision --rev-id %s --irreversible -m \"what Alembic has built\"",
			unread->id);
	return sqlembic_fail_hint(
		err, "write it as a pair of SQL scripts (docs/from-alembic.md), or go on with alembic");
}

static int explain_unread(struct sqlembic_error *err, const struct graph *graph, const struct unread *unread,
			  bool is_row)
{
	return unread->kind == UNREAD_PYTHON ? explain_python(err, graph, unread, is_row)
					     : explain_header(err, unread);
}

/* A name that a squash has taken from its place. */
static int explain_replaced(struct sqlembic_error *err, const struct graph *graph, const char *id)
{
	const struct revision *squash = fold_replacing(graph, id);
	bool is_there = fold_script(graph, id) != NULL;
	(void)sqlembic_fail_detail(err, "%s replaces %s%s", squash->id, id,
				   is_there ? "" : ", whose script is gone");
	return sqlembic_fail_hint(err, "name %s, which stands for all that it replaces", squash->id);
}

/* A database that had not come past a squash when what it replaces was deleted. */
static int explain_replaced_row(struct sqlembic_error *err, const struct graph *graph, const char *row)
{
	const struct revision *squash = fold_replacing(graph, row);
	(void)sqlembic_fail_detail(err,
				   "the version table holds '%s', which %s replaces; the scripts that lead "
				   "from there to %s are gone",
				   row, squash->id, squash->id);
	return sqlembic_fail_hint(err,
				  "restore the scripts that %s replaces, or upgrade this database first with "
				  "the release that has them",
				  squash->id);
}

int unknown_name(struct sqlembic_error *err, const struct graph *graph, const char *identifier)
{
	size_t best = strlen(identifier) < 4 ? 1 : 2;
	const char *nearest = NULL;
	const struct unread *unread = find_unread(graph, identifier);
	for (const char *const *word = reserved_words; *word; word++)
		offer(&nearest, &best, identifier, *word);
	for (size_t i = 0; i < graph->nnames; i++)
		offer(&nearest, &best, identifier, graph->names[i].name);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", identifier);
	if (fold_replacing(graph, identifier))
		return explain_replaced(err, graph, identifier);
	if (unread)
		return explain_unread(err, graph, unread, false);
	if (nearest)
		return sqlembic_fail_hint(err, "did you mean %s?", nearest);
	return sqlembic_fail_hint(err, "list what there is with: sqlembic history");
}

int unknown_row(struct sqlembic_error *err, const struct graph *graph, const char *row)
{
	const struct unread *unread = find_unread(graph, row);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", row);
	if (fold_replacing(graph, row))
		return explain_replaced_row(err, graph, row);
	if (unread)
		return explain_unread(err, graph, unread, true);
	if (graph->n == 0)
		return explain_beginning(err, row);
	(void)sqlembic_fail_detail(err, "the version table holds '%s', and no script has this revision", row);
	return sqlembic_fail_hint(
		err,
		"use newer scripts if these are older than the database; if %s was squashed away, "
		"upgrade first with the release that has it",
		row);
}

int unknown_empty(struct sqlembic_error *err, const struct graph *graph)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script directory holds no revisions");
	if (graph->unread.n > 0)
		(void)sqlembic_fail_detail(err, "%zu file%s not read, the first is %s", graph->unread.n,
					   graph->unread.n == 1 ? " is" : "s are",
					   graph->unread.items[0].path);
	return sqlembic_fail_hint(err,
				  "sqlembic config shows where it is; are the scripts part of this image?");
}
