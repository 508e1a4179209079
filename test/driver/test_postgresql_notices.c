/* What the PostgreSQL driver passes on of what the server says. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

static char noticed[512], remarked[512];

static void note(void *payload, const char *text)
{
	(void)payload;
	(void)snprintf(noticed, sizeof(noticed), "%s", text);
}

static void note_remark(void *payload, const char *text)
{
	(void)payload;
	(void)snprintf(remarked, sizeof(remarked), "%s", text);
}

static void listens_to_all(struct sqlembic_connect *connect)
{
	connect->notice = note;
	connect->remark = note_remark;
}

struct bench {
	struct sqlembic_url url;
	struct sqlembic_session *session;
};

static struct bench set_up(void)
{
	struct bench b = { .session = NULL };
	postgresql_target.create(&b.url);
	b.session = conformance_open(&postgresql_target, &b.url, listens_to_all);
	conformance_exec(b.session, "CREATE TABLE t (id integer PRIMARY KEY, name text)");
	return b;
}

static void tear_down(struct bench *b)
{
	postgresql_target.driver->close(b->session);
	postgresql_target.drop(&b->url);
}

/* VERBOSE asks for a report, which is long; RAISE INFO has something to say. */
Test(postgresql_notices, info_that_a_script_raises_is_shown, .timeout = 60)
{
	struct bench b = set_up();
	conformance_exec(b.session, "VACUUM VERBOSE t");
	cr_assert_str_eq(remarked, "");
	conformance_exec(b.session, "DO $$ BEGIN RAISE INFO 'half way'; END $$");
	cr_assert_str_eq(remarked, "info: half way");
	tear_down(&b);
}

Test(postgresql_notices, warnings_are_passed_on_and_chatter_is_not, .timeout = 60)
{
	struct bench b = set_up();
	conformance_exec(b.session, "DROP TABLE IF EXISTS nowhere");
	cr_assert_str_eq(noticed, "");
	conformance_exec(b.session, "DO $$ BEGIN RAISE WARNING 'two\nlines'; END $$");
	cr_assert_str_eq(noticed, "two lines");
	conformance_exec(b.session, "ROLLBACK");
	cr_assert_str_eq(noticed, "there is no transaction in progress");
	tear_down(&b);
}

Test(postgresql_notices, notices_are_passed_on_but_not_those_of_if_exists, .timeout = 60)
{
	static const char *const chatter[] = {
		"DROP TABLE IF EXISTS nowhere",
		"DROP FUNCTION IF EXISTS nowhere(int)",
		"DROP SCHEMA IF EXISTS nowhere CASCADE",
		"ALTER TABLE IF EXISTS nowhere ADD x int",
		"CREATE TABLE IF NOT EXISTS t (id int)",
		"ALTER TABLE t ADD COLUMN IF NOT EXISTS id int",
		"CREATE INDEX IF NOT EXISTS t_pkey ON t (id)",
		"CREATE SCHEMA IF NOT EXISTS public",
		"CREATE SEQUENCE IF NOT EXISTS t_pkey",
	};
	static const char *const said[][2] = {
		{ "DO $$ BEGIN RAISE NOTICE 'half way'; END $$", "notice: half way" },
		{ "CREATE TABLE u (id int REFERENCES t)", "" },
		{ "DROP TABLE t CASCADE", "notice: drop cascades to constraint u_id_fkey on table u" },
		{ "CREATE TABLE "
		  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz (id int)",
		  "notice: identifier " },
	};
	struct bench b = set_up();
	noticed[0] = remarked[0] = '\0';
	for (size_t i = 0; i < sizeof(chatter) / sizeof(chatter[0]); i++) {
		conformance_exec(b.session, chatter[i]);
		cr_expect(!*noticed && !*remarked, "%s: %s%s", chatter[i], noticed, remarked);
	}
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		conformance_exec(b.session, said[i][0]);
		cr_expect_eq(strncmp(remarked, said[i][1], strlen(said[i][1])), 0, "%s: %s", said[i][0],
			     remarked);
		remarked[0] = '\0';
	}
	cr_expect_str_eq(noticed, "");
	tear_down(&b);
}
