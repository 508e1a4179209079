/* test_config.c: effective settings, their origins and their errors. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "config/keys.h"
#include "base/fs.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"
#include "config/lookup.h"
#include "config/warnings.h"
#include "config/settings.h"
#include "config/hook_settings.h"
#include "config/paths.h"

/* A directory of its own, the environment, and the configuration in it. */
struct fixture {
	char directory[64];
	struct arena arena;
	struct sqlembic_error err;
	struct config *config;
};

/* getenv of the options has no payload. */
static const struct sqlembic_pair *environment;

static const char *get_variable(const char *name)
{
	for (const struct sqlembic_pair *p = environment; p && p->key; p++) {
		if (strcmp(p->key, name) == 0)
			return p->value;
	}
	return NULL;
}

static void set_up(struct fixture *f)
{
	*f = (struct fixture){ .directory = "/tmp/test_config_XXXXXX" };
	cr_assert_not_null(mkdtemp(f->directory));
	cr_assert_eq(chdir(f->directory), 0);
	environment = NULL;
}

static void write_file(const char *path, const char *text)
{
	struct sqlembic_error err = { 0 };
	(void)unlink(path);
	cr_assert_eq(fs_write_new(path, text, strlen(text), &err), 0, "%s", err.message);
}

static int load(struct fixture *f, const struct sqlembic_options *options)
{
	struct sqlembic_options all = options ? *options : (struct sqlembic_options){ 0 };
	all.size = sizeof(all);
	all.getenv = get_variable;
	return config_load(&f->config, &f->arena, &all, &f->err);
}

/* Writes alembic.ini and loads it. */
static void load_text(struct fixture *f, const char *text)
{
	write_file("alembic.ini", text);
	cr_assert_eq(load(f, NULL), 0, "%s:%d: %s", f->err.file, f->err.line, f->err.message);
}

static void tear_down(struct fixture *f)
{
	static const char *const files[] = { "alembic.ini", ".env", "secret", "conf/alembic.ini",
					     "conf/.env" };
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		(void)unlink(files[i]);
	(void)rmdir("conf");
	cr_expect_eq(rmdir(f->directory), 0);
	arena_release(&f->arena);
}

static const char *string(struct fixture *f, const char *key)
{
	const char *value = NULL;
	f->err = (struct sqlembic_error){ 0 };
	if (config_string(f->config, key, &value, &f->err) < 0)
		return f->err.message;
	return value ? value : "(null)";
}

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

Test(config, reads_hooks)
{
	struct fixture f;
	const struct config_hook *hooks;
	size_t n;
	set_up(&f);
	load_text(&f, "[alembic]\n");
	cr_assert_eq(hook_settings_read(f.config, &hooks, &n, &f.err), 0);
	cr_expect_eq(n, 0);
	load_text(&f, "[alembic]\n[post_write_hooks]\nhooks = Fmt, lint\nFmt.type = exec\nfmt.executable = "
		      "pg_format\n"
		      "fmt.options = -i REVISION_SCRIPT_FILENAME\nfmt.cwd = %(here)s\nlint.type = exec\n"
		      "lint.executable = ${TOOL:-lint}\nother.type = module\n");
	cr_assert_eq(hook_settings_read(f.config, &hooks, &n, &f.err), 0, "%s", f.err.message);
	cr_assert_eq(n, 2);
	cr_expect_str_eq(hooks[0].name, "Fmt");
	cr_expect_str_eq(hooks[0].type, "exec");
	cr_expect_str_eq(hooks[0].executable, "pg_format");
	cr_expect_str_eq(hooks[0].options, "-i REVISION_SCRIPT_FILENAME");
	cr_expect_str_eq(hooks[0].cwd, f.directory);
	cr_expect_str_eq(hooks[1].executable, "lint");
	cr_expect_null(hooks[1].options);
	cr_expect_null(hooks[1].cwd);
	tear_down(&f);
}

Test(config, refuses_hooks_that_only_python_can_run)
{
	static const struct {
		const char *ini, *message, *hint;
		int line;
	} cases[] = {
		{ "hooks = black\nblack.type = console_scripts\nblack.entrypoint = black",
		  "hook \"black\" is of type \"console_scripts\"; only \"exec\" can be run",
		  "set black.type = exec and black.executable = black", 3 },
		{ "hooks = r\nr.type = module\nr.module = ruff\nr.options = format X",
		  "hook \"r\" is of type \"module\"; only \"exec\" can be run",
		  "set r.type = exec, r.executable = python3, r.options = -m ruff format X", 3 },
		{ "hooks = x", "hook \"x\" has no x.type", "set x.type = exec and x.executable = PROGRAM",
		  2 },
		{ "hooks = x\nx.type = exec", "hook \"x\" has no x.executable", "", 3 },
	};
	struct fixture f;
	set_up(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct config_hook *hooks;
		size_t n;
		load_text(&f, arena_printf(&f.arena, "[post_write_hooks]\n%s\n", cases[i].ini));
		cr_expect_eq(hook_settings_read(f.config, &hooks, &n, &f.err), SQLEMBIC_E_FAILED);
		cr_expect_str_eq(f.err.message, cases[i].message, "%s", f.err.message);
		cr_expect_str_eq(f.err.hint, cases[i].hint, "%s", f.err.hint);
		cr_expect_eq(f.err.line, cases[i].line);
	}
	tear_down(&f);
}

static const struct sqlembic_setting *find_setting(const struct sqlembic_setting *settings, size_t n,
						   const char *key)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(settings[i].key, key) == 0)
			return &settings[i];
	}
	return NULL;
}

Test(config, lists_every_setting_with_passwords_masked)
{
	static const struct {
		const char *key, *value, *origin, *error;
	} cases[] = {
		{ "script_location", "m", "alembic.ini:2", NULL },
		{ "version_locations", NULL, "default", NULL },
		{ "sqlalchemy.url", "postgresql://u:***@h/db", "alembic.ini:3", NULL },
		{ "scratch_url", "oracle://u:***@h", "alembic.ini:4",
		  "unknown scheme \"oracle\" in the database URL" },
		{ "target_metadata", "exec:dump mysql://u:***@h/db", "alembic.ini:5", NULL },
		{ "lock_timeout", "soon", "alembic.ini:6",
		  "\"soon\" is not a time such as 500ms, 30s, 5min or 2h" },
		{ "timezone", NULL, "alembic.ini:7", "variable NOPE is not set" },
		{ "db_password", "***", "alembic.ini:8", NULL },
		{ "dsn", "host=h password=***", "alembic.ini:9", NULL },
		{ "version_table", "alembic_version", "default", NULL },
	};
	struct fixture f;
	const struct sqlembic_setting *settings;
	size_t n, nkeys = 0;
	set_up(&f);
	load_text(&f, "[alembic]\nscript_location = m\nsqlalchemy.url = postgresql://u:S3cret@h/db\n"
		      "scratch_url = oracle://u:S3cret@h\ntarget_metadata = exec:dump mysql://u:S3cret@h/db\n"
		      "lock_timeout = soon\ntimezone = ${NOPE}\ndb_password = S3cret\ndsn = host=h "
		      "password=S3cret\n");
	cr_assert_eq(settings_list(f.config, &settings, &n, &f.err), 0);
	for (const struct config_key *key = keys_all; key->name; key++)
		cr_expect_str_eq(settings[nkeys++].key, key->name, "documentation order");
	cr_expect_eq(n, nkeys + 2);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct sqlembic_setting *s = find_setting(settings, n, cases[i].key);
		cr_assert_not_null(s, "%s", cases[i].key);
		cr_expect_str_eq(s->value ? s->value : "(null)", cases[i].value ? cases[i].value : "(null)",
				 "%s", s->key);
		cr_expect_str_eq(s->origin, cases[i].origin, "%s", s->key);
		cr_expect_str_eq(s->error ? s->error : "(null)", cases[i].error ? cases[i].error : "(null)",
				 "%s: %s", s->key, s->error);
	}
	tear_down(&f);
}

Test(config, warns_of_unknown_keys)
{
	struct fixture f;
	const char *const *warnings;
	set_up(&f);
	load_text(&f, "[DEFAULT]\nanything = 1\n[alembic]\nscrip_location = m\nversion_tabel = v\nurl = x\n"
		      "completely_different = 1\ndb_host = h\nsqlalchemy.url = mysql://%(db_host)s\n"
		      "prepend_sys_path = .\nsourceless = false\nrevision_environment = false\n"
		      "output_encoding = utf-8\nversion_path_separator = os\nsqlalchemy.echo = true\n"
		      "databases = a, b\n[other]\nfoo = 1\n[logger_root]\nlevel = WARN\n");
	cr_assert_eq(warnings_list(f.config, &warnings), 5);
	cr_expect_str_eq(warnings[0], "alembic.ini:4: unknown key \"scrip_location\" in [alembic]; "
				      "did you mean script_location?");
	cr_expect_str_eq(warnings[1], "alembic.ini:5: unknown key \"version_tabel\" in [alembic]; "
				      "did you mean version_table?");
	cr_expect_str_eq(warnings[2],
			 "alembic.ini:6: unknown key \"url\" in [alembic]; did you mean sqlalchemy.url?");
	cr_expect_str_eq(warnings[3],
			 "alembic.ini:7: unknown key \"completely_different\" in [alembic] is ignored");
	cr_expect_str_eq(warnings[4],
			 "alembic.ini: no command reads [other] (line 17); with -n NAME they read the "
			 "section of that name");
	tear_down(&f);
}

/* Whatever the key of a password is called, its value is known from the URL that it is a part of. */
Test(config, hides_passwords_that_have_a_key_of_their_own)
{
	static const char text[] =
		"[alembic]\n"
		"sqlalchemy.url = postgresql://u:%(geheim)s@h/db?sslpassword=%(ssl_geheim)s\n"
		"scratch_url = postgresql://u:%(quoted)s@h:x/db\n"
		"geheim = Hunter-2\nssl_geheim = K3y/2\nquoted = q%%40uoted\nencoded = K3y%%2F2\n"
		"command = psql -W Hunter-2 -h h\ndsn = host=h pass=Hunter-2\n"
		"db_pass = a1\ndbpass2 = a2\nPASS = a3\napi_key = a4\naws_credentials = a5\nmy-secret = a6\n"
		"token2 = a7\ntwin = a1\n"
		"target_metadata = exec:dump --password Hunter-2\n"
		"passenger = Bob\nuser = u\nversion_table = Hunter-2\n";
	static const struct sqlembic_pair shown[] = {
		{ "sqlalchemy.url", "postgresql://u:***@h/db?sslpassword=***" },
		{ "scratch_url", "postgresql://u:***@h:x/db" },
		{ "geheim", "***" },
		{ "ssl_geheim", "***" },
		{ "quoted", "***" },
		{ "encoded", "***" },
		{ "command", "psql -W *** -h h" },
		{ "dsn", "host=h pass=***" },
		{ "db_pass", "***" },
		{ "dbpass2", "***" },
		{ "pass", "***" },
		{ "api_key", "***" },
		{ "aws_credentials", "***" },
		{ "my-secret", "***" },
		{ "token2", "***" },
		{ "twin", "***" },
		{ "target_metadata", "exec:dump --password ***" },
		{ "passenger", "Bob" },
		{ "user", "u" },
		{ "version_table", "Hunter-2" },
	};
	struct fixture f;
	const struct sqlembic_setting *settings;
	size_t n;
	set_up(&f);
	load_text(&f, text);
	cr_assert_eq(settings_list(f.config, &settings, &n, &f.err), 0);
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++) {
		const struct sqlembic_setting *s = find_setting(settings, n, shown[i].key);
		cr_assert_not_null(s, "%s", shown[i].key);
		cr_expect_str_eq(s->value, shown[i].value, "%s = %s", s->key, s->value);
	}
	tear_down(&f);
}

/* Loads the text as alembic.ini, and compares the warnings, each with a line feed behind it. */
static void expect_warnings(const char *text, const struct sqlembic_options *options, const char *wanted)
{
	struct fixture f;
	struct sqlembic_buf all = SQLEMBIC_BUF_INIT;
	const char *const *warnings;
	set_up(&f);
	write_file("alembic.ini", text);
	write_file(".env", "ALEMBIC_LOCK_TIMOUT=5s\nALEMBIC_LOG_TABLE=x\n");
	cr_assert_eq(load(&f, options), 0, "%s", f.err.message);
	size_t n = warnings_list(f.config, &warnings);
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&all, "%s\n", warnings[i]);
	cr_expect_str_eq(sqlembic_buf_text(&all), wanted, "%s\n%s", text, sqlembic_buf_text(&all));
	sqlembic_buf_release(&all);
	tear_down(&f);
}

Test(config, warns_of_keys_in_a_section_that_does_not_read_them)
{
	static const struct {
		const char *text, *warnings;
	} cases[] = {
		{ "[alembic]\n[post_write_hooks]\nlock_timeout = 5s\n",
		  "alembic.ini:3: key \"lock_timeout\" has no effect in [post_write_hooks]; move it to "
		  "[alembic]\n" },
		{ "[alembic]\n[logger_root]\nlevel = WARN\nsqlalchemy.url = sqlite:///x\n",
		  "alembic.ini:4: key \"sqlalchemy.url\" has no effect in [logger_root]; move it to "
		  "[alembic]\n" },
		{ "[alembic]\n[formatters]\nkeys = generic\nversion_table = v\n",
		  "alembic.ini:4: key \"version_table\" has no effect in [formatters]; move it to "
		  "[alembic]\n" },
		{ "[alembic]\n[post_write_hooks]\nlock_timout = 5s\nhooks = a\na.type = exec\n",
		  "alembic.ini:3: unknown key \"lock_timout\" in [post_write_hooks]; did you mean "
		  "lock_timeout, in "
		  "[alembic]?\n" },
		{ "[DEFAULT]\nlock_timout = 5s\nlevel = WARN\n[alembic]\n",
		  "alembic.ini:2: unknown key \"lock_timout\" in [DEFAULT]; did you mean lock_timeout?\n" },
		/* A variable of the user's own, and settings of another database. */
		{ "[DEFAULT]\nlock_timeout = 5s\nlock_timout = 5s\n[alembic]\nlock_timeout = "
		  "%(LOCK_timout)s\n"
		  "[billing]\nsqlalchemy.url = sqlite:///x\nwhatever = 1\n",
		  "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_warnings(cases[i].text, NULL, cases[i].warnings);
}

Test(config, warns_of_sections_that_no_command_reads)
{
	static const struct {
		const char *text, *warnings;
	} cases[] = {
		{ "[alembc]\nscript_location = m\n",
		  "alembic.ini:1: unknown section [alembc]; did you mean [alembic]?\n" },
		{ "[Alembic]\nscript_location = m\n",
		  "alembic.ini:1: unknown section [Alembic]; did you mean [alembic]?\n" },
		{ "[alembic]\nscript_location = m\n[alembic2]\nscript_location = n\n", "" },
		{ "[alembic]\nscript_location = m\n[post_write_hook]\nhooks = a\n",
		  "alembic.ini:3: unknown section [post_write_hook]; did you mean [post_write_hooks]?\n" },
		{ "[alembic]\n[flake8]\nmax-line-length = 1\n[app]\n",
		  "alembic.ini: no command reads [flake8] (line 2), [app] (line 4); with -n NAME they read "
		  "the section of "
		  "that name\n" },
		{ "[alembic]\n[logger_root]\nlevel = WARN\n[handler_x]\n[formatter_y]\n[DEFAULT]\n", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_warnings(cases[i].text, NULL, cases[i].warnings);
}

Test(config, warns_of_misspelt_variables)
{
	static const char *const variables[] = {
		"ALEMBIC_SQLALCHEMY_ULR=sqlite:///secret",
		"ALEMBIC_URL=x",
		"ALEMBIC_LOCK_TIMOUT_FILE=x",
		"ALEMBIC_BILING_SQLALCHEMY_URL=x",
		/* Those that are read, by us or by Alembic, and those of others. */
		"ALEMBIC_SQLALCHEMY_URL=x",
		"ALEMBIC_ENV_FILE=.env",
		"ALEMBIC_LOG_TABLE_FILE=x",
		"ALEMBIC_BILLING_SQLALCHEMY_URL=x",
		"ALEMBIC_CONFIG=alembic.ini",
		"ALEMBIC_DB_HOST=x",
		"ALEMBIC_OTHER=x",
		"ALEMBIC_REVISION_ENVIRONMENT=x",
		"ALEMBIC_SERVICE_HOST=10.0.0.1",
		"ALEMBIC_PORT_8000_TCP_ADDR=10.0.0.1",
		"PATH=/bin",
		NULL,
	};
	const struct sqlembic_options options = { .variables = variables };
	expect_warnings(
		"[alembic]\nscript_location = m\nenv_file = .env\ndb_host = h\n"
		"sqlalchemy.url = mysql://%(db_host)s/${ALEMBIC_OTHER:-x}\n[billing]\nsqlalchemy.url = "
		"sqlite:///b\n",
		&options,
		"environment variable ALEMBIC_SQLALCHEMY_ULR is not read; did you mean "
		"ALEMBIC_SQLALCHEMY_URL?\n"
		"environment variable ALEMBIC_URL is not read; did you mean ALEMBIC_SQLALCHEMY_URL?\n"
		"environment variable ALEMBIC_LOCK_TIMOUT_FILE is not read; did you mean "
		"ALEMBIC_LOCK_TIMEOUT_FILE?\n"
		"environment variable ALEMBIC_BILING_SQLALCHEMY_URL is not read; did you mean "
		"ALEMBIC_BILLING_SQLALCHEMY_URL?\n"
		".env:1: variable ALEMBIC_LOCK_TIMOUT is not read; did you mean ALEMBIC_LOCK_TIMEOUT?\n");
}

/* True when a line of the sample sets the key, be it in a comment. */
static bool sample_sets(const char *sample, const char *key)
{
	size_t n = strlen(key);
	for (const char *line = sample; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		const char *p = strncmp(line, "# ", 2) == 0 ? line + 2 : line;
		if (strncmp(p, key, n) == 0 && strncmp(p + n, " =", 2) == 0)
			return true;
	}
	return false;
}

Test(config, the_sample_mentions_every_key_and_loads_without_a_warning)
{
	struct fixture f;
	const char *const *warnings;
	struct sqlembic_buf sample = SQLEMBIC_BUF_INIT;
	set_up(&f);
	cr_assert_eq(fs_read(&sample, TEST_DATA "/../alembic.ini.sample", NULL, &f.err), 0, "%s",
		     f.err.message);
	load_text(&f, sqlembic_buf_text(&sample));
	cr_expect_eq(warnings_list(f.config, &warnings), 0);
	for (const struct config_key *key = keys_all; key->name; key++)
		cr_expect(sample_sets(sqlembic_buf_text(&sample), key->name), "%s", key->name);
	const char *path;
	cr_expect_eq(paths_script_location(f.config, &path, &f.err), 0);
	cr_expect_str_eq(string(&f, "sqlalchemy.url"), "(null)");
	cr_expect_str_eq(string(&f, "file_template"), "%(rev)s_%(slug)s");
	sqlembic_buf_release(&sample);
	tear_down(&f);
}

Test(config, the_sample_shows_the_defaults)
{
	struct fixture f;
	struct sqlembic_buf sample = SQLEMBIC_BUF_INIT;
	set_up(&f);
	cr_assert_eq(fs_read(&sample, TEST_DATA "/../alembic.ini.sample", NULL, &f.err), 0, "%s",
		     f.err.message);
	for (const struct config_key *key = keys_all; key->name; key++) {
		if (!key->default_value || strcmp(key->name, "file_template") == 0)
			continue;
		const char *line = arena_printf(&f.arena, "\n# %s = %s\n", key->name, key->default_value);
		cr_expect_not_null(strstr(sqlembic_buf_text(&sample), line), "%s", line);
	}
	sqlembic_buf_release(&sample);
	tear_down(&f);
}

Test(config, the_public_table_of_keys_is_complete)
{
	const struct sqlembic_key_info *info = sqlembic_keys();
	for (const struct config_key *key = keys_all; key->name; key++, info++) {
		cr_assert_str_eq(info->key, key->name);
		cr_expect(info->metavar && *info->metavar && info->help && *info->help, "%s", key->name);
	}
	cr_expect_null(info->key);
}
