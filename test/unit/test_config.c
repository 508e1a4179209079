/* test_config.c: effective settings, their origins and their errors. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "config/keys.h"
#include "config/lookup.h"
#include "config/paths.h"
#include "config_fixture.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"

static void expect_value(struct fixture *f, const char *key, const char *value, const char *origin)
{
	cr_expect_str_eq(string(f, key), value, "%s = %s", key, string(f, key));
	cr_expect_str_eq(config_origin(f->config, key), origin, "%s from %s", key,
			 config_origin(f->config, key));
}

Test(config, without_anything_there_are_the_defaults)
{
	struct fixture f;
	set_up(&f);
	cr_assert_eq(load(&f, NULL), 0);
	cr_expect_null(config_file(f.config));
	cr_expect_str_eq(config_section(f.config), "alembic");
	for (const struct config_key *key = keys_all; key->name; key++)
		expect_value(&f, key->name, key->default_value ? key->default_value : "(null)", "default");
	expect_value(&f, "file_template", "%(rev)s_%(slug)s", "default");
	expect_value(&f, "unheard_of", "(null)", "default");
	tear_down(&f);
}

Test(config, each_source_beats_those_below_it)
{
	static const struct sqlembic_pair all[] = { { "ALEMBIC_SQLALCHEMY_URL", "a" },
						    { "ALEMBIC_SQLALCHEMY_URL_FILE", "secret" },
						    { "DATABASE_URL", "c" },
						    { "DATABASE_URL_FILE", "secret" },
						    { NULL, NULL } };
	static const char *const want[][2] = { { "a", "environment ALEMBIC_SQLALCHEMY_URL" },
					       { "s", "environment ALEMBIC_SQLALCHEMY_URL_FILE" },
					       { "c", "environment DATABASE_URL" },
					       { "s", "environment DATABASE_URL_FILE" },
					       { "e", ".env:1" } };
	struct fixture f;
	set_up(&f);
	write_file("secret", "s\n");
	write_file(".env", "ALEMBIC_SQLALCHEMY_URL=e\nDATABASE_URL=x\n");
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		environment = all + i;
		load_text(&f, "[alembic]\nenv_file = .env\nsqlalchemy.url = i\n");
		expect_value(&f, "sqlalchemy.url", want[i][0], want[i][1]);
	}
	write_file(".env", "DATABASE_URL_FILE=secret\n");
	load_text(&f, "[alembic]\nenv_file = .env\nsqlalchemy.url = i\n");
	expect_value(&f, "sqlalchemy.url", "s", ".env:1");
	load_text(&f, "[alembic]\nsqlalchemy.url = i\n");
	expect_value(&f, "sqlalchemy.url", "i", "alembic.ini:2");
	load_text(&f, "[DEFAULT]\nsqlalchemy.url = d\n[alembic]\n");
	expect_value(&f, "sqlalchemy.url", "d", "alembic.ini:2");
	environment = all;
	const struct sqlembic_pair set[] = { { "sqlalchemy.url", "x" }, { "sqlalchemy.url", "s" } };
	cr_assert_eq(load(&f, &(struct sqlembic_options){ .set = set, .nset = 2 }), 0);
	expect_value(&f, "sqlalchemy.url", "s", "command line");
	tear_down(&f);
}

Test(config, every_key_has_its_variable)
{
	static const struct sqlembic_pair all[] = {
		{ "ALEMBIC_SCRIPT_LOCATION", "m" }, { "ALEMBIC_FILE_TEMPLATE", "%(rev)s ${X} 100%" },
		{ "ALEMBIC_LOG_TABLE", "" },        { "ALEMBIC_VERSION_TABLE", "" },
		{ "ALEMBIC_MY_OWN_KEY", "o" },      { NULL, NULL }
	};
	struct fixture f;
	set_up(&f);
	environment = all;
	load_text(&f,
		  "[alembic]\nscript_location = x\nmy-own.key = %(script_location)s %(file_template)s\nz = "
		  "%(my-own.key)s\n");
	expect_value(&f, "script_location", "m", "environment ALEMBIC_SCRIPT_LOCATION");
	expect_value(&f, "file_template", "%(rev)s ${X} 100%", "environment ALEMBIC_FILE_TEMPLATE");
	expect_value(&f, "log_table", "", "environment ALEMBIC_LOG_TABLE");
	expect_value(&f, "version_table", "alembic_version", "environment ALEMBIC_VERSION_TABLE");
	expect_value(&f, "my-own.key", "o", "environment ALEMBIC_MY_OWN_KEY");
	expect_value(&f, "z", "o", "alembic.ini:4");
	tear_down(&f);
}

Test(config, another_section_has_variables_of_its_own)
{
	static const struct sqlembic_pair all[] = { { "ALEMBIC_SQLALCHEMY_URL", "wrong" },
						    { "DATABASE_URL", "wrong" },
						    { "ALEMBIC_LOCK_TIMEOUT", "wrong" },
						    { "ALEMBIC_DB_2_LOCK_TIMEOUT", "7" },
						    { NULL, NULL } };
	struct fixture f;
	set_up(&f);
	environment = all;
	write_file(".env", "DATABASE_URL=wrong\n");
	write_file("alembic.ini", "[DEFAULT]\nenv_file=.env\n[alembic]\n[db-2]\nsqlalchemy.url = right\n");
	cr_assert_eq(load(&f, &(struct sqlembic_options){ .section = "db-2" }), 0, "%s", f.err.message);
	cr_expect_str_eq(config_section(f.config), "db-2");
	expect_value(&f, "sqlalchemy.url", "right", "alembic.ini:5");
	expect_value(&f, "lock_timeout", "7", "environment ALEMBIC_DB_2_LOCK_TIMEOUT");
	cr_assert_eq(load(&f, &(struct sqlembic_options){ .section = "alembic" }), 0);
	expect_value(&f, "sqlalchemy.url", "wrong", "environment ALEMBIC_SQLALCHEMY_URL");
	tear_down(&f);
}

Test(config, a_section_that_is_not_there_is_refused)
{
	struct fixture f;
	set_up(&f);
	cr_expect_eq(load(&f, &(struct sqlembic_options){ .section = "db2" }), 0,
		     "without a file any will do");
	write_file("alembic.ini",
		   "[alembic]\n[db1]\n[loggers]\n[logger_root]\n[post_write_hooks]\n[DEFAULT]\n");
	cr_expect_eq(load(&f, &(struct sqlembic_options){ .section = "db2" }), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "there is no section [db2] in alembic.ini");
	cr_expect_str_eq(f.err.hint, "-n takes the name of a section that is there: [alembic], [db1]");
	tear_down(&f);
}

Test(config, the_file_is_found_as_it_was_named)
{
	static const struct sqlembic_pair named[] = { { "ALEMBIC_CONFIG", "conf/alembic.ini" },
						      { NULL, NULL } };
	struct fixture f;
	set_up(&f);
	environment = named;
	cr_expect_eq(load(&f, NULL), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "cannot read conf/alembic.ini: No such file or directory");
	cr_expect_str_eq(f.err.detail, "this configuration file is named by ALEMBIC_CONFIG");
	cr_expect_eq(load(&f, &(struct sqlembic_options){ .config_file = "x.ini" }), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "cannot read x.ini: No such file or directory");
	cr_expect_str_eq(f.err.detail, "this configuration file is named by -c");
	cr_expect_eq(load(&f, &(struct sqlembic_options){ .config_file = "pyproject.toml" }),
		     SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(f.err.message, "pyproject.toml is a TOML file"));

	cr_assert_eq(mkdir("conf", 0777), 0);
	write_file("conf/alembic.ini", "[alembic]\nscript_location = %(here)s/m\n");
	cr_assert_eq(load(&f, NULL), 0, "%s", f.err.message);
	cr_expect_str_eq(config_file(f.config), "conf/alembic.ini");
	struct sqlembic_buf want = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&want, "%s/conf/m", f.directory);
	expect_value(&f, "script_location", sqlembic_buf_text(&want), "conf/alembic.ini:2");
	sqlembic_buf_release(&want);

	environment = NULL;
	cr_assert_eq(mkdir("alembic.ini", 0777), 0);
	cr_expect_eq(load(&f, NULL), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "cannot read alembic.ini: Is a directory");
	cr_assert_eq(rmdir("alembic.ini"), 0);
	cr_assert_eq(symlink("nowhere", "alembic.ini"), 0);
	cr_expect_eq(load(&f, NULL), 0, "a link that leads nowhere is no file");
	tear_down(&f);
}

Test(config, here_does_not_follow_a_link_to_the_file)
{
	struct fixture f;
	set_up(&f);
	cr_assert_eq(mkdir("conf", 0777), 0);
	write_file("conf/alembic.ini", "[alembic]\nx = %(here)s\n");
	cr_assert_eq(symlink("conf/alembic.ini", "alembic.ini"), 0);
	cr_assert_eq(load(&f, NULL), 0);
	expect_value(&f, "x", f.directory, "alembic.ini:2");
	tear_down(&f);
}

static const char *variable(struct fixture *f, const char *name)
{
	const char *value;
	cr_assert_eq(lookup_variable(&value, f->config, name, &f->err), 0, "%s", f->err.message);
	return value;
}

Test(config, the_env_file_is_beside_the_ini_and_below_the_environment)
{
	static const struct sqlembic_pair real[] = { { "A", "real" }, { "B", "real" }, { NULL, NULL } };
	static const struct sqlembic_pair x[] = { { "A", "x" }, { "FLAG", NULL } };
	struct fixture f;
	set_up(&f);
	environment = real;
	cr_assert_eq(mkdir("conf", 0777), 0);
	write_file("conf/.env", "A=file\nB=file\nC='${A} %(here)s %40'\nALEMBIC_LOCK_TIMEOUT=5\n");
	write_file("conf/alembic.ini", "[alembic]\nenv_file = .env\nv = ${A} ${B} ${C} [${FLAG}]\n");
	struct sqlembic_options options = { .config_file = "conf/alembic.ini", .x = x, .nx = 2 };
	cr_assert_eq(load(&f, &options), 0, "%s", f.err.message);
	expect_value(&f, "v", "x real ${A} %(here)s %40 []", "conf/alembic.ini:3");
	expect_value(&f, "lock_timeout", "5", "conf/.env:4");
	cr_expect_str_eq(variable(&f, "A"), "x");
	cr_expect_str_eq(variable(&f, "FLAG"), "");
	cr_expect_str_eq(variable(&f, "C"), "${A} %(here)s %40");
	cr_expect_null(variable(&f, "NOPE"));
	tear_down(&f);
}

Test(config, an_env_file_may_be_missing_when_the_ini_names_it)
{
	static const struct sqlembic_pair named[] = { { "ALEMBIC_ENV_FILE", "nope.env" }, { NULL, NULL } };
	struct fixture f;
	set_up(&f);
	load_text(&f, "[alembic]\nenv_file = .env\n");
	environment = named;
	cr_expect_eq(load(&f, NULL), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "cannot read nope.env: No such file or directory");
	cr_expect_str_eq(f.err.detail, "this file is named by env_file (environment ALEMBIC_ENV_FILE)");
	environment = NULL;
	write_file(".env", "A=1\noops\n");
	cr_expect_eq(load(&f, NULL), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.file, ".env");
	cr_expect_eq(f.err.line, 2);
	tear_down(&f);
}

Test(config, a_secret_file_loses_one_line_break)
{
	static const struct sqlembic_pair named[] = { { "ALEMBIC_SQLALCHEMY_URL_FILE", "secret" },
						      { NULL, NULL } };
	static const char *const cases[][2] = { { "url", "url" },
						{ "url\n", "url" },
						{ "url\r\n", "url" },
						{ "url\n\n", "url\n" },
						{ "%(x)s ${Y}\n", "%(x)s ${Y}" },
						{ "\n", "(null)" },
						{ "", "(null)" } };
	struct fixture f;
	set_up(&f);
	environment = named;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		write_file("secret", cases[i][0]);
		cr_assert_eq(load(&f, NULL), 0);
		expect_value(&f, "sqlalchemy.url", cases[i][1], "environment ALEMBIC_SQLALCHEMY_URL_FILE");
		cr_assert_eq(unlink("secret"), 0);
		expect_value(&f, "sqlalchemy.url", cases[i][1], "environment ALEMBIC_SQLALCHEMY_URL_FILE");
	}
	cr_assert_eq(load(&f, NULL), 0);
	cr_expect_str_eq(string(&f, "sqlalchemy.url"), "cannot read secret: No such file or directory");
	cr_expect_str_eq(f.err.detail, "this file is named by ALEMBIC_SQLALCHEMY_URL_FILE");
	tear_down(&f);
}

Test(config, passwords_in_variables_are_encoded_in_urls_only)
{
	static const struct sqlembic_pair all[] = { { "PW", "p@/%40" }, { "DB", "d/b" }, { NULL, NULL } };
	struct fixture f;
	set_up(&f);
	environment = all;
	load_text(&f,
		  "[alembic]\nsqlalchemy.url = postgresql://u:${PW}@h/${DB}\nscratch_url = mysql://${PW}@h\n"
		  "timezone = x://${PW}\n");
	expect_value(&f, "sqlalchemy.url", "postgresql://u:p%40%2F%2540@h/d%2Fb", "alembic.ini:2");
	expect_value(&f, "scratch_url", "mysql://p%40%2F%2540@h", "alembic.ini:3");
	expect_value(&f, "timezone", "x://p@/%40", "alembic.ini:4");
	tear_down(&f);
}

Test(config, errors_of_interpolation_name_key_and_place)
{
	struct fixture f;
	set_up(&f);
	load_text(&f, "[alembic]\na = 1\n\ntimezone = ${NOPE}\nfile_template = %(rev)s\n");
	cr_expect_str_eq(string(&f, "timezone"), "timezone: variable NOPE is not set");
	cr_expect_str_eq(f.err.file, "alembic.ini");
	cr_expect_eq(f.err.line, 4);
	cr_expect_str_eq(f.err.hint, "set NOPE in the environment, or give -x NOPE=VALUE");
	cr_expect_str_eq(string(&f, "file_template"),
			 "file_template: %(rev)s names a key that does not exist");
	cr_expect_eq(f.err.line, 5);
	tear_down(&f);
}

Test(config, reads_truth_values)
{
	static const struct {
		const char *text;
		int want; /* -1: refused */
	} cases[] = { { "true", 1 }, { "Yes", 1 },    { "ON", 1 },    { "1", 1 },
		      { "y", 1 },    { "t", 1 },      { "false", 0 }, { "no", 0 },
		      { "off", 0 },  { "0", 0 },      { "n", 0 },     { "f", 0 },
		      { "", 1 },     { "maybe", -1 }, { "2", -1 },    { "true  # x", -1 } };
	struct fixture f;
	set_up(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_pair set = { "transaction_per_migration", cases[i].text };
		bool got = false;
		cr_assert_eq(load(&f, &(struct sqlembic_options){ .set = &set, .nset = 1 }), 0);
		int rc = config_bool(f.config, "transaction_per_migration", &got, &f.err);
		cr_expect_eq(rc < 0 ? -1 : got, cases[i].want, "%s", cases[i].text);
	}
	cr_expect_str_eq(f.err.message, "transaction_per_migration: \"true  # x\" is neither true nor false");
	tear_down(&f);
}

Test(config, reads_numbers_and_times)
{
	static const struct {
		const char *text;
		long number, milliseconds; /* -1: refused */
	} cases[] = { { "0", 0, 0 },
		      { "40", 40, 40000 },
		      { "500ms", -1, 500 },
		      { "30s", -1, 30000 },
		      { "30 s", -1, 30000 },
		      { "5min", -1, 300000 },
		      { "2h", -1, 7200000 },
		      { "5m", -1, -1 },
		      { "-1", -1, -1 },
		      { "+1", -1, -1 },
		      { "1.5s", -1, -1 },
		      { "s", -1, -1 },
		      { "0x10", -1, -1 },
		      { "9223372036854775807", 9223372036854775807, -1 },
		      { "9223372036854775808", -1, -1 },
		      { "9223372036854775807ms", -1, 9223372036854775807 } };
	struct fixture f;
	set_up(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_pair set = { "lock_timeout", cases[i].text };
		long got;
		cr_assert_eq(load(&f, &(struct sqlembic_options){ .set = &set, .nset = 1 }), 0);
		int rc = config_number(f.config, "lock_timeout", &got, &f.err);
		cr_expect_eq(rc < 0 ? -1 : got, cases[i].number, "number %s", cases[i].text);
		rc = config_duration(f.config, "lock_timeout", &got, &f.err);
		cr_expect_eq(rc < 0 ? -1 : got, cases[i].milliseconds, "time %s", cases[i].text);
	}
	load_text(&f, "[alembic]\nlock_timeout = soon\n");
	long got;
	cr_expect_eq(config_duration(f.config, "lock_timeout", &got, &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message,
			 "lock_timeout: \"soon\" is not a time such as 500ms, 30s, 5min or 2h");
	cr_expect_str_eq(f.err.file, "alembic.ini");
	cr_expect_eq(f.err.line, 2);
	tear_down(&f);
}

static const char *join(struct fixture *f, const char *const *items, size_t n)
{
	const char *text = "";
	for (size_t i = 0; i < n; i++)
		text = arena_printf(&f->arena, "%s[%s]", text, items[i]);
	return text;
}

Test(config, finds_the_version_locations)
{
	static const struct {
		const char *ini, *want;
	} cases[] = {
		{ "script_location = m", "[m/versions]" },
		{ "script_location = ./m/", "[m/versions]" },
		{ "script_location = m\nversion_locations =", "[m/versions]" },
		{ "version_locations = a b,c, d", "[a][b][c][d]" },
		{ "version_locations = a:b:: c d \npath_separator = os", "[a][b][c d]" },
		{ "version_locations = a:b\npath_separator = :", "[a][b]" },
		{ "version_locations = a;b c;\npath_separator = ;", "[a][b c]" },
		{ "version_locations = a,b  c\npath_separator = space", "[a,b][c]" },
		{ "version_locations =\n  a b\n\n  ./c\npath_separator = newline", "[a b][c]" },
		{ "version_locations = a:b\nversion_path_separator = os", "[a][b]" },
		{ "version_locations = a:b\nversion_path_separator = ;\npath_separator = os", "[a][b]" },
		{ "version_locations = /x/a:/y\npath_separator = os", "[/x/a][/y]" },
		{ "version_locations = /x:a /y", "[/x:a][/y]" },
		{ "script_location = m\nversion_path_separator = os  # Use os.pathsep.", "[m/versions]" },
		{ "d = x y\nversion_locations = %(d)s;%(script_location)s/v\nscript_location = "
		  "m\npath_separator = ;",
		  "[x y][m/v]" },
		{ "version_locations = a:b\npath_separator = os  # x",
		  "path_separator: \"os  # x\" is none of os, :, ;, space, newline" },
		{ "version_locations = a pkg:b", "version_locations: \"pkg:b\" names a Python "
						 "package; only directories can be read" },
		{ "script_location = myapp:migrations",
		  "script_location: \"myapp:migrations\" names a Python package; only directories "
		  "can be read" },
		{ "x = 1", "script_location is not set in [alembic]" },
		{ "script_location =", "script_location is not set in [alembic]" },
	};
	struct fixture f;
	set_up(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *const *items;
		size_t n;
		load_text(&f, arena_printf(&f.arena, "[alembic]\n%s\n", cases[i].ini));
		f.err = (struct sqlembic_error){ 0 };
		int rc = paths_version_locations(f.config, &items, &n, &f.err);
		const char *got = rc < 0 ? f.err.message : join(&f, items, n);
		cr_expect_str_eq(got, cases[i].want, "%s: %s", cases[i].ini, got);
	}
	tear_down(&f);
}

Test(config, a_missing_script_location_names_the_way_out)
{
	struct fixture f;
	const char *path;
	set_up(&f);
	cr_assert_eq(load(&f, NULL), 0);
	cr_expect_eq(paths_script_location(f.config, &path, &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "script_location is not set, and there is no alembic.ini here");
	cr_expect_not_null(strstr(f.err.hint, "sqlembic init migrations"));
	load_text(&f, "[alembic]\nscript_location = myapp:db/migrations\n");
	cr_expect_eq(paths_script_location(f.config, &path, &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.hint, "write the directory itself: %(here)s/myapp/db/migrations");
	cr_expect_eq(f.err.line, 2);
	tear_down(&f);
}
