/* test_init.c: new script directories. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scripts/init.h"
#include "scratch.h"

static struct sqlembic_error err;
static struct sqlembic_init_options options;
static char events[4096], root[4096];

static int record(const struct sqlembic_event *event, void *payload)
{
	(void)payload;
	const char *kind = event->kind == SQLEMBIC_EVENT_CREATING  ? NULL
			   : event->kind == SQLEMBIC_EVENT_CREATED ? "created"
								   : "skipped";
	size_t used = strlen(events);
	if (kind)
		(void)snprintf(events + used, sizeof(events) - used, "%s %s\n", kind,
			       event->path + strlen(root));
	return 0;
}

static int stop_at_ini(const struct sqlembic_event *event, void *payload)
{
	(void)payload;
	return strstr(event->path, "alembic.ini") != NULL;
}

static void start(void)
{
	(void)snprintf(root, sizeof(root), "%s", scratch_make());
	cr_assert_eq(chdir(root), 0);
	options = (struct sqlembic_init_options){ .size = sizeof(options),
						  .directory = "migrations",
						  .on_event = record };
}

TestSuite(init, .init = start, .fini = scratch_remove, .timeout = 20);

static int init(void)
{
	err = (struct sqlembic_error){ 0 };
	events[0] = '\0';
	return sqlembic_init(&options, &err);
}

/* The value of script_location in an ini file. */
static const char *location(const char *ini)
{
	static char value[4096];
	const char *text = scratch_read(ini), *key = strstr(text, "\nscript_location = ");
	cr_assert_not_null(key, "%s", text);
	key += strlen("\nscript_location = ");
	(void)snprintf(value, sizeof(value), "%.*s", (int)strcspn(key, "\n"), key);
	return value;
}

Test(init, makes_a_directory_and_an_ini_file)
{
	cr_assert_eq(init(), 0, "%s", err.message);
	cr_expect_str_eq(events,
			 "created /migrations\ncreated /migrations/versions\ncreated /migrations/README\n"
			 "created /migrations/script.down.sql.in\ncreated /migrations/script.up.sql.in\n"
			 "created /alembic.ini\n",
			 "%s", events);
	cr_expect_str_eq(location("alembic.ini"), "%(here)s/migrations");
	cr_expect_not_null(strstr(scratch_read("alembic.ini"), "[alembic]"));
	cr_expect_not_null(
		strstr(scratch_read("migrations/script.up.sql.in"), "-- revision: ${up_revision}\n"));
	cr_expect_not_null(
		strstr(scratch_read("migrations/README"), "sqlembic revision -m \"create account table\""));
}

Test(init, script_location_leads_from_the_ini_to_the_directory)
{
	static const struct {
		const char *directory, *ini, *location;
	} cases[] = {
		{ "a", "1.ini", "%(here)s/a" },
		{ "./b/c/", "2.ini", "%(here)s/b/c" },
		{ "d", "conf/3.ini", "%(here)s/../d" },
		{ "conf/e", "conf/4.ini", "%(here)s/e" },
		{ "confuse", "conf/5.ini", "%(here)s/../confuse" },
		{ "100%/${x}", "6.ini", "%(here)s/100%%/$${x}" },
	};
	(void)scratch_mkdir("conf");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		options.directory = cases[i].directory;
		options.config_file = cases[i].ini;
		cr_assert_eq(init(), 0, "%s: %s", cases[i].directory, err.message);
		cr_expect_str_eq(location(cases[i].ini), cases[i].location, "%s", location(cases[i].ini));
	}
	options.directory = scratch_path("absolute");
	options.config_file = "7.ini";
	cr_assert_eq(init(), 0, "%s", err.message);
	cr_expect_str_eq(location("7.ini"), options.directory);
}

Test(init, an_existing_ini_is_kept)
{
	(void)scratch_write("alembic.ini", "mine");
	cr_assert_eq(init(), 0, "%s", err.message);
	cr_expect_not_null(strstr(events, "skipped /alembic.ini\n"), "%s", events);
	cr_expect_str_eq(scratch_read("alembic.ini"), "mine");
}

Test(init, an_empty_directory_is_taken_and_a_full_one_refused)
{
	(void)scratch_mkdir("migrations");
	cr_assert_eq(init(), 0, "%s", err.message);
	cr_expect_null(strstr(events, "created /migrations\n"), "%s", events);
	cr_assert_eq(init(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "not empty"), "%s", err.message);
	(void)scratch_write("file", "");
	options.directory = "file";
	cr_assert_eq(init(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "not a directory"), "%s", err.message);
}

Test(init, package_writes_empty_markers)
{
	options.package = true;
	cr_assert_eq(init(), 0, "%s", err.message);
	cr_expect_str_eq(scratch_read("migrations/__init__.py"), "");
	cr_expect_str_eq(scratch_read("migrations/versions/__init__.py"), "");
}

Test(init, wrong_options_are_refused_before_anything_is_made)
{
	options.template_name = "async";
	cr_expect_eq(init(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "'async'"), "%s", err.message);
	cr_expect_not_null(strstr(err.hint, "list_templates"), "%s", err.hint);
	options.template_name = NULL;
	options.config_file = "nowhere/alembic.ini";
	cr_expect_eq(init(), SQLEMBIC_E_FAILED);
	cr_expect_not(scratch_exists("migrations"));
	options.directory = NULL;
	cr_expect_eq(init(), SQLEMBIC_E_USAGE);
	options.directory = "a\nb";
	cr_expect_eq(init(), SQLEMBIC_E_USAGE);
}

Test(init, a_failure_leaves_nothing)
{
	options.on_event = stop_at_ini;
	options.directory = "a/b/migrations";
	cr_assert_eq(init(), SQLEMBIC_E_INTERRUPTED);
	cr_expect_not(scratch_exists("a"));
	cr_expect_not(scratch_exists("alembic.ini"));
}

Test(init, options_of_an_older_caller_are_read_to_their_size)
{
	options.size = offsetof(struct sqlembic_init_options, config_file);
	options.config_file = "never.ini";
	cr_assert_eq(init(), 0, "%s", err.message);
	cr_expect(scratch_exists("alembic.ini"));
	cr_expect_not(scratch_exists("never.ini"));
}

Test(init, templates_are_listed)
{
	const struct sqlembic_template *templates = sqlembic_templates();
	cr_assert_str_eq(templates[0].name, "generic");
	cr_expect_gt(strlen(templates[0].brief), 0);
	cr_expect_null(templates[1].name);
}

Test(init, only_the_location_of_the_sample_changes)
{
	static const char sample[] =
		"# script_location = a\n[x]\nscript_location=b\nscript_locations = c\n  script_location = d";
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	cr_assert_eq(init_render_ini(&out, (struct sqlembic_span){ sample, sizeof(sample) - 1 }, "new", &err),
		     0);
	cr_expect_str_eq(sqlembic_buf_text(&out), "# script_location = a\n[x]\nscript_location = new\n"
						  "script_locations = c\n  script_location = d");
	sqlembic_buf_release(&out);
}
