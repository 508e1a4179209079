/* test_config_shown.c: settings as they are shown, what is warned of, and the sample. */
#include <criterion/criterion.h>

#include <string.h>

#include "base/fs.h"
#include "config/keys.h"
#include "config/paths.h"
#include "config/settings.h"
#include "config/warnings.h"
#include "config_fixture.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"

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
		{ "[alembic]\nscript_location = m\n[alembic2]\nsqlalchemy.url = sqlite:///x\n", "" },
		{ "[alembic]\nscript_location = m\n[alembc]\nlock_timeout = 5s\n",
		  "alembic.ini:3: unknown section [alembc]; did you mean [alembic]?\n" },
		{ "[alembic]\nscript_location = m\n[ALEMBIC]\nstatement_timeout = 5s\n",
		  "alembic.ini:3: unknown section [ALEMBIC]; did you mean [alembic]?\n" },
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
