/* absent.c: see absent.h.
 *
 * One that an administrator has made is there, and what is for it is tried.  Where the server cannot be asked, or memory ends, a
 * role is taken for one that is there: what is for it fails then, and says so. */
#include "proof/absent.h"

#include <string.h>

#include "sqlembic/error.h"

static int note_row(void *payload, const char *const *values, size_t n)
{
	(void)values;
	*(bool *)payload = n > 0;
	return 1;
}

static bool is_there(const struct absent *absent, const char *name)
{
	struct sqlembic_session *session = absent->server->session;
	struct sqlembic_error unheard;
	bool is = false;
	struct sqlembic_query query = {
		.sql = absent->roles->find, .args = &name, .nargs = 1, .row = note_row, .payload = &is
	};
	return !session || session->driver->query(session, &query, &unheard) < 0 || is;
}

static void note(struct absent *absent, const char *name)
{
	if (absent->n == absent->cap) {
		const size_t cap = absent->cap ? absent->cap * 2 : 8;
		const char **grown = arena_alloc(absent->arena, cap, sizeof(*grown));
		if (!grown)
			return;
		for (size_t i = 0; i < absent->n; i++)
			grown[i] = absent->names[i];
		absent->names = grown;
		absent->cap = cap;
	}
	absent->names[absent->n++] = name;
}

static void ask(void *payload, const char *name)
{
	struct absent *absent = payload;
	if (names_find(&absent->asked, 0, name) != NAMES_NONE)
		return;
	const char *copy = arena_dup(absent->arena, name);
	if (copy && names_put(&absent->asked, absent->arena, 0, copy, 0) && !is_there(absent, copy))
		note(absent, copy);
}

void absent_add(struct absent *absent, struct sqlembic_span sql)
{
	if (absent->roles)
		absent->roles->made(sql, ask, absent);
}

struct search {
	const struct absent *absent;
	const char *role; /* the last one */
};

static bool is_absent(void *payload, const char *name)
{
	struct search *search = payload;
	for (size_t i = 0; i < search->absent->n; i++) {
		if (strcmp(search->absent->names[i], name) != 0)
			continue;
		search->role = search->absent->names[i];
		return true;
	}
	return false;
}

const char *absent_find(const struct absent *absent, struct sqlembic_span sql)
{
	struct search search = { absent, NULL };
	return absent->n > 0 && absent->roles->is_for(sql, is_absent, &search) ? search.role : NULL;
}

struct sqlembic_span absent_owner(const struct absent *absent, struct sqlembic_span sql, const char **role)
{
	struct search search = { absent, NULL };
	struct sqlembic_span owner = { NULL, 0 };
	if (absent->n > 0)
		owner = absent->roles->owner(sql, is_absent, &search);
	*role = search.role;
	return owner;
}

int absent_list(const char *const **out, const struct absent *absent, struct sqlembic_error *err)
{
	const char **names = absent->n > 0 ? arena_alloc(absent->arena, absent->n + 1, sizeof(*names)) : NULL;
	if (absent->n == 0)
		return 0;
	if (!names)
		return sqlembic_fail_memory(err);
	memcpy(names, absent->names, absent->n * sizeof(*names));
	names[absent->n] = NULL;
	*out = names;
	return 0;
}
