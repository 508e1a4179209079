/* omitted.c: see omitted.h. */
#include "api/omitted.h"

#include "sqlembic/error.h"

/* A database may have one for each tenant. */
#define ELSEWHERE_NAMED 5

/* Schemas that are not compared, but for those of the other side: the first ones, and how many more. */
static int list_elsewhere(const char **list, size_t *n, struct arena *arena, const struct catalog *catalog,
			  const struct catalog *other, struct sqlembic_error *err)
{
	const char *why = "since include_schemas is not set";
	size_t found = 0;
	for (size_t i = 0; i < catalog->elsewhere.n; i++) {
		const char *shown = catalog->elsewhere.items[i];
		if ((other && catalog_list_has(&other->elsewhere, shown)) || found++ >= ELSEWHERE_NAMED)
			continue;
		if (!(list[(*n)++] = arena_printf(arena, "%s, %s", shown, why)))
			return sqlembic_fail_memory(err);
	}
	if (found <= ELSEWHERE_NAMED)
		return 0;
	list[*n] = arena_printf(arena, "%zu more of its schemas, %s", found - ELSEWHERE_NAMED, why);
	return list[(*n)++] ? 0 : sqlembic_fail_memory(err);
}

int omitted_list(const char *const **out, size_t *n, struct arena *arena, const struct catalog *from,
		 const struct catalog *to, struct sqlembic_error *err)
{
	const char **list = arena_alloc(
		arena, from->unread.n + to->unread.n + from->elsewhere.n + to->elsewhere.n, sizeof(*list));
	if (!list)
		return sqlembic_fail_memory(err);
	*n = 0;
	for (size_t i = 0; i < from->unread.n; i++)
		if (!(list[(*n)++] = arena_dup(arena, from->unread.items[i])))
			return sqlembic_fail_memory(err);
	for (size_t i = 0; i < to->unread.n; i++) {
		if (catalog_list_has(&from->unread, to->unread.items[i]))
			continue;
		if (!(list[(*n)++] = arena_printf(arena, "%s, which only the wanted schema has",
						  to->unread.items[i])))
			return sqlembic_fail_memory(err);
	}
	*out = list;
	int rc = list_elsewhere(list, n, arena, from, NULL, err);
	return rc == 0 ? list_elsewhere(list, n, arena, to, from, err) : rc;
}

static int tell(const char *what, const char *const *list, size_t n, const struct caller *caller,
		struct sqlembic_error *err)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		sqlembic_buf_printf(&line, "%s: %s", what, list[i]);
		rc = caller_tell_line(caller, SQLEMBIC_EVENT_WARNING, &line, err);
	}
	return rc;
}

int omitted_tell(struct arena *arena, const struct catalog *from, const struct catalog *to,
		 const struct caller *caller, struct sqlembic_error *err)
{
	const char *const *list;
	size_t n;
	int rc = omitted_list(&list, &n, arena, from, to, err);
	return rc == 0 ? tell("not compared", list, n, caller, err) : rc;
}

int omitted_tell_of_dump(struct arena *arena, const struct catalog *catalog, const struct caller *caller,
			 struct sqlembic_error *err)
{
	const struct catalog none = { 0 };
	const char *const *list;
	size_t n;
	int rc = omitted_list(&list, &n, arena, catalog, &none, err);
	return rc == 0 ? tell("not in the dump", list, n, caller, err) : rc;
}
