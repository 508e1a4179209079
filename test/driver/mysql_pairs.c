/* mysql_pairs.c: see mysql_pairs.h. */
#include "mysql_pairs.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "schema/action.h"
#include "sqlembic/schema.h"

static const struct sqlembic_schema *schema(void)
{
	return mysql_target.driver->schema;
}

static void load(struct mysql_bench *bench, const char *statements)
{
	char *copy = strdup(statements), *rest = copy;
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			conformance_exec(bench->session, line);
	free(copy);
}

static void read_catalog(struct catalog *out, struct sqlembic_session *session)
{
	static const char *const own[] = { "`alembic_version`", NULL };
	const struct sqlembic_scope scope = { .size = sizeof(scope), .own = own };
	struct sqlembic_error err = { 0 };
	catalog_init(out, schema()->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(schema()->read(session, &scope, &sink, &err), 0, "%s %s", err.message, err.sqlstate);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
	for (size_t i = 0; i < out->unread.n; i++)
		cr_expect(false, "not read: %s", out->unread.items[i]);
}

static void arrange_all(struct comparison *out, struct action_list *actions, const struct catalog *from,
			const struct catalog *to, struct arena *arena)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(compare(out, from, to, NULL, arena, &err), 0, "%s", err.message);
	cr_assert_eq(fate_decide(out, &err), 0, "%s", err.message);
	cr_assert_eq(arrange(actions, out, &err), 0, "%s: %s", err.message, err.detail);
}

static void expect_equal(const struct catalog *is, const struct catalog *wanted, const char *name,
			 const char *when)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	arrange_all(&c, &actions, is, wanted, &arena);
	cr_expect_eq(compare_count(&c), 0, "%s, %s: %zu differences", name, when, compare_count(&c));
	cr_expect_eq(actions.n, 0, "%s, %s: %s", name, when, actions.n ? actions.items[0]->sql : "");
	arena_release(&arena);
}

static void apply(struct mysql_bench *bench, const struct action_list *actions, const char *name)
{
	struct sqlembic_error err = { 0 };
	for (size_t i = 0; i < actions->n; i++)
		if (actions->items[i]->sql)
			cr_assert_eq(conformance_try(bench->session, actions->items[i]->sql, &err), 0,
				     "%s: %s: %s", name, err.message, actions->items[i]->sql);
}

static bool has_statement(const struct action_list *actions, const char *part)
{
	for (size_t i = 0; i < actions->n; i++)
		if (actions->items[i]->sql && strstr(actions->items[i]->sql, part))
			return true;
	return false;
}

/* Leads the database, which is as `from`, to `to`. */
static void lead(struct mysql_bench *bench, const struct catalog *from, const struct catalog *to,
		 const struct mysql_pairs_case *pair, bool up)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	struct catalog is;
	arrange_all(&c, &actions, from, to, &arena);
	if (up) {
		cr_expect(!pair->needs || has_statement(&actions, pair->needs), "%s: no statement has %s",
			  pair->name, pair->needs);
		cr_expect(!pair->never || !has_statement(&actions, pair->never), "%s: a statement has %s",
			  pair->name, pair->never);
	}
	apply(bench, &actions, pair->name);
	read_catalog(&is, bench->session);
	expect_equal(&is, to, pair->name, up ? "up" : "back");
	catalog_release(&is);
	arena_release(&arena);
}

static bool is_known(const struct catalog *catalog, long since)
{
	bool is_mariadb = catalog->side.version >= MYSQL_PAIRS_MARIADB;
	return since == 0 || (is_mariadb == (since >= MYSQL_PAIRS_MARIADB) && catalog->side.version >= since);
}

void mysql_pairs_lead_both_ways(const struct mysql_pairs_case *pair, long since)
{
	struct mysql_bench a = mysql_set_up(NULL), b = mysql_set_up(NULL);
	struct catalog from, to;
	read_catalog(&from, a.session);
	bool known = is_known(&from, since);
	catalog_release(&from);
	if (known) {
		load(&a, pair->a);
		load(&b, pair->b);
		read_catalog(&from, a.session);
		read_catalog(&to, b.session);
		lead(&a, &from, &to, pair, true);
		lead(&a, &to, &from, pair, false);
		catalog_release(&from);
		catalog_release(&to);
	}
	mysql_tear_down(&a);
	mysql_tear_down(&b);
}
