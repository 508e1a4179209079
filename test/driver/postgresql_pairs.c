/* postgresql_pairs.c: see postgresql_pairs.h. */
#include "postgresql_pairs.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "schema/action.h"

struct pairs_place pairs_make(void)
{
	struct pairs_place place = { 0 };
	postgresql_target.create(&place.url);
	place.session = conformance_open(&postgresql_target, &place.url, NULL);
	return place;
}

void pairs_unmake(struct pairs_place *place)
{
	postgresql_target.driver->close(place->session);
	postgresql_target.drop(&place->url);
}

/* One statement a line. */
void pairs_load(struct pairs_place *place, const char *statements)
{
	char *copy = strdup(statements), *rest = copy;
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			conformance_exec(place->session, line);
	free(copy);
}

const struct sqlembic_schema *pairs_schema(void)
{
	return postgresql_target.driver->schema;
}

void pairs_read(struct catalog *out, struct sqlembic_session *session)
{
	static const char *const own[] = { "alembic_version", NULL };
	const struct sqlembic_scope scope = { .size = sizeof(scope), .all_schemas = true, .own = own };
	struct sqlembic_error err = { 0 };
	catalog_init(out, pairs_schema()->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(pairs_schema()->read(session, &scope, &sink, &err), 0, "%s %s", err.message,
		     err.sqlstate);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
}

void pairs_compare(struct comparison *out, struct action_list *actions, const struct catalog *from,
		   const struct catalog *to, struct arena *arena)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(compare(out, from, to, NULL, arena, &err), 0, "%s", err.message);
	cr_assert_eq(fate_decide(out, &err), 0, "%s", err.message);
	cr_assert_eq(arrange(actions, out, &err), 0, "%s: %s", err.message, err.detail);
}

void pairs_expect_equal(const struct catalog *is, const struct catalog *wanted, const char *name,
			const char *when)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	pairs_compare(&c, &actions, is, wanted, &arena);
	cr_expect_eq(compare_count(&c), 0, "%s, %s: %zu differences", name, when, compare_count(&c));
	cr_expect_eq(actions.n, 0, "%s, %s: %s", name, when, actions.n ? actions.items[0]->sql : "");
	arena_release(&arena);
}

/* New labels of an enum can be used after a COMMIT only: each statement has its own transaction here. */
void pairs_apply(struct pairs_place *place, const struct action_list *actions, const char *name)
{
	struct sqlembic_error err = { 0 };
	conformance_exec(place->session, pairs_schema()->prologue);
	for (size_t i = 0; i < actions->n; i++)
		if (actions->items[i]->sql) /* else only a warning */
			cr_assert_eq(conformance_try(place->session, actions->items[i]->sql, &err), 0,
				     "%s: %s: %s", name, err.message, actions->items[i]->sql);
}

void pairs_become(struct pairs_place *place, const char *b)
{
	struct pairs_place to = pairs_make();
	struct catalog is, wanted;
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	pairs_load(&to, b);
	pairs_read(&is, place->session);
	pairs_read(&wanted, to.session);
	pairs_compare(&c, &actions, &is, &wanted, &arena);
	pairs_apply(place, &actions, b);
	catalog_release(&is);
	catalog_release(&wanted);
	arena_release(&arena);
	pairs_unmake(&to);
}

static bool has_statement(const struct action_list *actions, const char *part)
{
	for (size_t i = 0; i < actions->n; i++)
		if (actions->items[i]->sql && strstr(actions->items[i]->sql, part))
			return true;
	return false;
}

/* Leads `place`, which is as `from`, to `to`. */
static void lead(struct pairs_place *place, const struct catalog *from, const struct catalog *to,
		 const struct pairs_case *pair, const char *needs)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	struct catalog is;
	pairs_compare(&c, &actions, from, to, &arena);
	cr_expect(!needs || has_statement(&actions, needs), "%s: no statement has %s", pair->name, needs);
	pairs_apply(place, &actions, pair->name);
	pairs_read(&is, place->session);
	pairs_expect_equal(&is, to, pair->name, needs ? "up" : "back");
	catalog_release(&is);
	arena_release(&arena);
}

void pairs_lead_both_ways(const struct pairs_case *pair, long since)
{
	struct pairs_place a = pairs_make(), b = pairs_make();
	struct catalog from, to;
	if (conformance_number(a.session, "SELECT current_setting('server_version_num')") < since) {
		pairs_unmake(&a);
		pairs_unmake(&b);
		return;
	}
	pairs_load(&a, pair->a);
	pairs_load(&b, pair->b);
	pairs_read(&from, a.session);
	pairs_read(&to, b.session);
	lead(&a, &from, &to, pair, pair->needs);
	lead(&a, &to, &from, pair, NULL);
	catalog_release(&from);
	catalog_release(&to);
	pairs_unmake(&a);
	pairs_unmake(&b);
}
