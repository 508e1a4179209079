/* test_roster.c: the databases of one run: what a line means, and that none comes twice. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config/config.h"
#include "many/roster.h"
#include "scratch.h"

static struct sqlembic_error err;
static struct arena arena;
static struct config *config;
static struct roster roster;

static void start(void)
{
	(void)scratch_make();
	const char *ini = scratch_write("alembic.ini",
					"[alembic]\n[tenant_a]\nsqlalchemy.url = sqlite:///a.db\n"
					"[tenant_b]\nsqlalchemy.url = sqlite:///b.db\n"
					"[empty]\nscript_location = x\n[loggers]\nkeys = x\n");
	const struct sqlembic_options options = { .size = sizeof(options), .config_file = ini };
	cr_assert_eq(config_load(&config, &arena, &options, &err), 0, "%s", err.message);
	roster = (struct roster){ .arena = &arena };
}

static void stop(void)
{
	arena_release(&arena);
	scratch_remove();
}

TestSuite(roster, .init = start, .fini = stop);

static int add(const char *text)
{
	int rc = roster_add_text(&roster, config, text, "list", &err);
	return rc < 0 ? rc : roster_check(&roster, config, &err);
}

Test(roster, a_password_is_in_no_name)
{
	cr_assert_eq(add("postgresql://app:secret@db/one\n"), 0, "%s", err.message);
	cr_assert_eq(roster.n, 1);
	cr_expect_str_eq(roster.items[0].shown.name, "postgresql://app:***@db/one");
	cr_expect_str_eq(roster.items[0].place.url, "postgresql://app:secret@db/one");
}

Test(roster, comments_and_blanks_are_no_targets)
{
	cr_assert_eq(add("# one\n\n  \t\r\n  sqlite:///x.db \r\n"), 0, "%s", err.message);
	cr_assert_eq(roster.n, 1);
	cr_expect_str_eq(roster.items[0].place.url, "sqlite:///x.db");
	cr_expect_eq(roster.items[0].place.line, 4);
}

Test(roster, sections_are_found_by_a_pattern)
{
	cr_assert_eq(add("[tenant_*]\n"), 0, "%s", err.message);
	cr_assert_eq(roster.n, 2);
	cr_expect_str_eq(roster.items[1].shown.name, "tenant_b");
	cr_expect_str_eq(roster.items[1].shown.section, "tenant_b");
}

Test(roster, a_refusal_says_where)
{
	static const struct {
		const char *text, *message;
		int line;
	} cases[] = {
		{ "sqlite:///a.db\nsqlite:///a.db\n", "the target sqlite:///a.db is there twice", 2 },
		{ "postgresql://a:x@h/d\npostgresql://b:y@h/d\n",
		  "the targets postgresql://a:***@h/d and postgresql://b:***@h/d are one database", 2 },
		{ "sqlite:///a.db\n[tenant_a]\n", "the targets sqlite:///a.db and tenant_a are one database",
		  0 },
		{ "postgresql://h/d\npostgresql://b@H:5432/d\n",
		  "the targets postgresql://h/d and postgresql://b@H:5432/d are one database", 2 },
		{ "mysql://localhost/d\nmariadb://[::1]:3306/%64\n",
		  "the targets mysql://localhost/d and mariadb://[::1]:3306/%64 are one database", 2 },
		{ "[empty]\n", "section [empty] sets no sqlalchemy.url", 0 },
		{ "[nobody*]\n", NULL, 0 },
		{ "\n[x\n", "the target \"[x\" is no [section]", 2 },
		{ "tenants/a.db\n", "a target is neither a URL nor a [section]", 1 },
		{ "sqlite:///nowhere/*.db\n", "no file matches sqlite:///nowhere/*.db", 1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		roster.n = 0;
		err = (struct sqlembic_error){ 0 };
		cr_assert_lt(add(cases[i].text), 0, "%s", cases[i].text);
		if (cases[i].message)
			cr_expect_str_eq(err.message, cases[i].message);
		cr_expect_eq(err.line, cases[i].line, "%s: line %d", cases[i].text, err.line);
		cr_expect_not(strstr(err.message, "secret"));
	}
}

Test(roster, tenants_are_told_apart_by_their_names)
{
	cr_assert_eq(roster_add_tenant(&roster, "b", &err), 0);
	cr_assert_eq(roster_add_tenant(&roster, "a", &err), 0);
	cr_assert_eq(roster_check(&roster, config, &err), 0);
	cr_assert_eq(roster_add_tenant(&roster, "b", &err), 0);
	cr_assert_lt(roster_check(&roster, config, &err), 0);
	cr_expect_str_eq(err.message, "the target b is there twice");
}

/* A file that is still to be made, too. */
Test(roster, a_file_is_one_target_under_all_its_names)
{
	const char *file = scratch_write("real.db", "");
	const char *links[] = { scratch_path("soft.db"), scratch_path("hard.db") };
	cr_assert_eq(symlink(file, links[0]), 0);
	cr_assert_eq(link(file, links[1]), 0);
	const char *directory = scratch_mkdir("sub");
	char text[1024];
	for (size_t i = 0; i < 2; i++) {
		(void)snprintf(text, sizeof(text), "sqlite:///%s\nsqlite:///%s\n", file, links[i]);
		roster.n = 0;
		cr_expect_lt(add(text), 0, "%s", text);
	}
	(void)snprintf(text, sizeof(text), "sqlite:///%s/new.db\nsqlite:///%s/../sub/./new.db\n", directory,
		       directory);
	roster.n = 0;
	cr_expect_lt(add(text), 0, "%s", text);
	(void)snprintf(text, sizeof(text), "sqlite:///%s/new.db\nsqlite:///%s/../new.db\n", directory,
		       directory);
	roster.n = 0;
	cr_expect_eq(add(text), 0, "%s", err.message);
}

/* What is the name of a file there is none of a database of a server. */
Test(roster, a_database_of_a_server_is_no_file)
{
	(void)scratch_mkdir("shop");
	cr_assert_eq(chdir(scratch_path("")), 0);
	cr_expect_eq(add("postgresql:///shop?host=/a\npostgresql:///shop?host=/b\nmysql:///shop\n"), 0, "%s",
		     err.message);
}

/* The URL would name another file: "a", with the parameter "x". */
Test(roster, a_file_that_no_url_can_name_is_refused)
{
	(void)scratch_write("a?x=1.db", "");
	cr_assert_eq(chdir(scratch_path("")), 0);
	cr_assert_lt(add("sqlite:///*.db\n"), 0);
	cr_expect_str_eq(err.message, "the name of the file a?x=1.db holds a \"?\", which a URL cannot name");
	cr_expect_eq(err.line, 1);
}

Test(roster, a_tenant_that_is_a_url_has_no_password_in_its_name)
{
	cr_assert_eq(roster_add_tenant(&roster, "postgresql://app:secret@db/one", &err), 0);
	cr_expect_str_eq(roster.items[0].shown.name, "postgresql://app:***@db/one");
	cr_expect_str_eq(roster.items[0].shown.tenant, "postgresql://app:***@db/one");
	cr_expect_str_eq(roster.items[0].place.tenant, "postgresql://app:secret@db/one");
}

Test(roster, a_tenant_may_be_one_of_the_other_targets)
{
	const struct sqlembic_options options = {
		.size = sizeof(options),
		.config_file = scratch_write("t.ini", "[alembic]\ntarget_url = sqlite:///${tenant}.db\n")
	};
	cr_assert_eq(config_load(&config, &arena, &options, &err), 0, "%s", err.message);
	cr_assert_eq(roster_add_tenant(&roster, "one", &err), 0);
	cr_assert_lt(add("sqlite:///./one.db\n"), 0);
	cr_expect_str_eq(err.message, "the targets one and sqlite:///./one.db are one database");
	cr_expect_str_eq(err.hint, "leave one of them out");
}
