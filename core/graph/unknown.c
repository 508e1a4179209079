/* unknown.c: errors about a name that no script bears. */
#include "graph/unknown.h"

#include <string.h>

#include "sqlembic/distance.h"
#include "sqlembic/error.h"

/* Keeps `name` when it is nearer to the identifier than what was nearest. */
static void offer(const char **nearest, size_t *best, const char *identifier, const char *name)
{
	size_t distance = sqlembic_distance(identifier, name);
	if (distance < *best || (distance == *best && !*nearest)) {
		*best = distance;
		*nearest = name;
	}
}

int unknown_name(struct sqlembic_error *err, const struct graph *graph, const char *identifier)
{
	static const char *const words[] = { "head", "heads", "base", "current" };
	size_t best = strlen(identifier) < 4 ? 1 : 2;
	const char *nearest = NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		offer(&nearest, &best, identifier, words[i]);
	for (size_t i = 0; i < graph->nnames; i++)
		offer(&nearest, &best, identifier, graph->names[i].name);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", identifier);
	if (nearest)
		return sqlembic_fail_hint(err, "did you mean %s?", nearest);
	return sqlembic_fail_hint(err, "list what there is with: sqlembic history");
}

int unknown_row(struct sqlembic_error *err, const char *row)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", row);
	sqlembic_fail_detail(err, "the version table holds '%s', and no script has this revision", row);
	return sqlembic_fail_hint(
		err, "these scripts may be older than the database: use the newer ones, or set the "
		     "table right with: sqlembic stamp --purge REVISION");
}
