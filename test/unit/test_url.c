/* test_url.c: database URLs taken apart, masked and encoded. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "config/url.h"
#include "config/url_mask.h"

struct parse_case {
	const char *text;
	const char *dialect, *user, *password, *host;
	int port;
	const char *database;
	const char *params; /* key=value joined by "&" */
};

static const struct parse_case parse_cases[] = {
	{ "postgresql://u:p@h:5432/db", "postgresql", "u", "p", "h", 5432, "db", "" },
	{ "postgres+psycopg2://u:p@h/db", "postgres", "u", "p", "h", 0, "db", "" },
	{ "PostgreSQL+AsyncPG://h/db", "postgresql", NULL, NULL, "h", 0, "db", "" },
	{ "mysql+pymysql://root@localhost/shop?charset=utf8mb4", "mysql", "root", NULL, "localhost", 0,
	  "shop", "charset=utf8mb4" },
	{ "mariadb://h", "mariadb", NULL, NULL, "h", 0, NULL, "" },
	{ "postgresql://", "postgresql", NULL, NULL, NULL, 0, NULL, "" },
	{ "postgresql:///db", "postgresql", NULL, NULL, NULL, 0, "db", "" },
	{ "postgresql:///db?host=/run/postgresql&port=5433", "postgresql", NULL, NULL, NULL, 0, "db",
	  "host=/run/postgresql&port=5433" },
	{ "postgresql://?service=prod", "postgresql", NULL, NULL, NULL, 0, NULL, "service=prod" },
	{ "postgresql://u@/db", "postgresql", "u", NULL, NULL, 0, "db", "" },
	{ "postgresql://u:@h/db", "postgresql", "u", "", "h", 0, "db", "" },
	{ "postgresql://:p@h/db", "postgresql", NULL, "p", "h", 0, "db", "" },
	{ "postgresql://h:/db", "postgresql", NULL, NULL, "h", 0, "db", "" },
	{ "postgresql://u:p@[::1]:5432/db", "postgresql", "u", "p", "::1", 5432, "db", "" },
	{ "postgresql://[fe80::1]/db", "postgresql", NULL, NULL, "fe80::1", 0, "db", "" },
	{ "postgresql://%2Frun%2Fpg/db", "postgresql", NULL, NULL, "/run/pg", 0, "db", "" },
	{ "postgresql://h/a%20b%2Fc", "postgresql", NULL, NULL, "h", 0, "a b/c", "" },
	{ "postgresql://h/db?options=-c+search_path%3Dx&sslmode=require", "postgresql", NULL, NULL, "h", 0,
	  "db", "options=-c search_path=x&sslmode=require" },
	{ "postgresql://h/db?a=1&&a=2&flag&=x&e=", "postgresql", NULL, NULL, "h", 0, "db",
	  "a=1&a=2&flag=&e=" },
	/* several hosts */
	{ "postgresql://h1:5432,h2:5433/db", "postgresql", NULL, NULL, "h1:5432,h2:5433", 0, "db", "" },
	{ "postgresql://u:p@h1,h2/db", "postgresql", "u", "p", "h1,h2", 0, "db", "" },
	{ "postgresql://u:p@h1,[::1]:5433?x=y", "postgresql", "u", "p", "h1,[::1]:5433", 0, NULL, "x=y" },
	{ "postgresql://%2Frun%2Fpg:1,h2/db", "postgresql", NULL, NULL, "/run/pg:1,h2", 0, "db", "" },
	{ "postgresql://u:12,34@h/db", "postgresql", "u", "12,34", "h", 0, "db", "" },
	{ "postgresql://u:1,b/c@h/db", "postgresql", "u", "1,b/c", "h", 0, "db", "" },
	{ "  postgresql://h/db\n", "postgresql", NULL, NULL, "h", 0, "db", "" },
	/* passwords: encoded, and raw */
	{ "postgresql://u:%40%2F%3A%25@h/db", "postgresql", "u", "@/:%", "h", 0, "db", "" },
	{ "postgresql://u%40corp:p@h/db", "postgresql", "u@corp", "p", "h", 0, "db", "" },
	{ "postgresql://u:a@b@h/db", "postgresql", "u", "a@b", "h", 0, "db", "" },
	{ "postgresql://u:@@@h/db", "postgresql", "u", "@@", "h", 0, "db", "" },
	{ "postgresql://u:a/b@h/db", "postgresql", "u", "a/b", "h", 0, "db", "" },
	{ "postgresql://u:1/b@h/db", "postgresql", "u", "1/b", "h", 0, "db", "" },
	{ "postgresql://u:a@b/c@h/db", "postgresql", "u", "a@b/c", "h", 0, "db", "" },
	{ "postgresql://u:a?b@h/db", "postgresql", "u", "a?b", "h", 0, "db", "" },
	{ "postgresql://u:1?b@h/db", "postgresql", "u", "1?b", "h", 0, "db", "" },
	{ "postgresql://u:a@b?c/d@h/db?x=y", "postgresql", "u", "a@b?c/d", "h", 0, "db", "x=y" },
	{ "postgresql://u:a#b@h/db", "postgresql", "u", "a#b", "h", 0, "db", "" },
	{ "postgresql://u:a:b:c@h/db", "postgresql", "u", "a:b:c", "h", 0, "db", "" },
	{ "postgresql://u:100%@h/db", "postgresql", "u", "100%", "h", 0, "db", "" },
	{ "postgresql://u:%zz%4@h/db", "postgresql", "u", "%zz%4", "h", 0, "db", "" },
	{ "postgresql://u:a+b c&d=e@h/db", "postgresql", "u", "a+b c&d=e", "h", 0, "db", "" },
	{ "postgresql://u:[x]@h/db", "postgresql", "u", "[x]", "h", 0, "db", "" },
	{ "postgresql://u:p@h/db?email=a@b.c", "postgresql", "u", "p", "h", 0, "db", "email=a@b.c" },
	{ "postgresql://h:1/db?email=a@b.c", "postgresql", NULL, NULL, "h", 1, "db", "email=a@b.c" },
	/* files: the path is taken as it is written */
	{ "sqlite://", "sqlite", NULL, NULL, NULL, 0, NULL, "" },
	{ "sqlite:///", "sqlite", NULL, NULL, NULL, 0, NULL, "" },
	{ "sqlite:///app.db", "sqlite", NULL, NULL, NULL, 0, "app.db", "" },
	{ "sqlite:////var/lib/app.db", "sqlite", NULL, NULL, NULL, 0, "/var/lib/app.db", "" },
	{ "sqlite:///:memory:", "sqlite", NULL, NULL, NULL, 0, ":memory:", "" },
	{ "sqlite:///a%20b@c.db", "sqlite", NULL, NULL, NULL, 0, "a%20b@c.db", "" },
	{ "sqlite:///file:app.db?mode=ro&uri=true", "sqlite", NULL, NULL, NULL, 0, "file:app.db",
	  "mode=ro&uri=true" },
	{ "sqlite://host/x", "sqlite", NULL, NULL, "host", 0, "x", "" },
	{ "driver://user:pass@localhost/dbname", "driver", "user", "pass", "localhost", 0, "dbname", "" },
};

static const char *or_null(const char *text)
{
	return text ? text : "(null)";
}

static void join_params(struct sqlembic_buf *out, const struct sqlembic_url *url)
{
	for (size_t i = 0; i < url->nparams; i++)
		sqlembic_buf_printf(out, "%s%s=%s", i ? "&" : "", url->params[i].key, url->params[i].value);
}

Test(url, takes_urls_apart)
{
	for (size_t i = 0; i < sizeof(parse_cases) / sizeof(*parse_cases); i++) {
		const struct parse_case *c = &parse_cases[i];
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct sqlembic_url url;
		struct sqlembic_buf params = SQLEMBIC_BUF_INIT;
		cr_assert_eq(url_parse(&url, &arena, c->text, &err), 0, "%s: %s", c->text, err.message);
		join_params(&params, &url);
		cr_expect_str_eq(url.dialect, c->dialect, "%s", c->text);
		cr_expect_str_eq(or_null(url.user), or_null(c->user), "%s: user %s", c->text,
				 or_null(url.user));
		cr_expect_str_eq(or_null(url.password), or_null(c->password), "%s: password %s", c->text,
				 or_null(url.password));
		cr_expect_str_eq(or_null(url.host), or_null(c->host), "%s: host %s", c->text,
				 or_null(url.host));
		cr_expect_eq(url.port, c->port, "%s: port %d", c->text, url.port);
		cr_expect_str_eq(or_null(url.database), or_null(c->database), "%s: database %s", c->text,
				 or_null(url.database));
		cr_expect_str_eq(sqlembic_buf_text(&params), c->params, "%s: params %s", c->text,
				 sqlembic_buf_text(&params));
		sqlembic_buf_release(&params);
		arena_release(&arena);
	}
}

Test(url, refuses_what_it_cannot_read_without_showing_it)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "the database URL does not begin with a scheme and \"://\"" },
		{ "S3cret", "the database URL does not begin with a scheme and \"://\"" },
		{ "://u:S3cret@h", "the database URL does not begin with a scheme and \"://\"" },
		{ "postgresql:/u:S3cret@h/db", "the database URL does not begin with a scheme and \"://\"" },
		{ "1pg://S3cret@h/db", "the database URL does not begin with a scheme and \"://\"" },
		{ "postgresql://u:S3cret%00@h/db", "the database URL holds a NUL byte (%00)" },
		{ "postgresql://u:S3cret@h:port/db",
		  "the database URL cannot be read: the port is not a number up to "
		  "65535 (an IPv6 address stands in [brackets])" },
		{ "postgresql://u:S3cret@h:65536/db",
		  "the database URL cannot be read: the port is not a number up to "
		  "65535 (an IPv6 address stands in [brackets])" },
		{ "postgresql://u:S3cret@h:1,/db",
		  "the database URL cannot be read: the list of hosts is not host:port,host:port" },
		{ "postgresql://u:S3cret@h:1,i:70000/db",
		  "the database URL cannot be read: the list of hosts is not host:port,host:port" },
		{ "postgresql://u:S3cret", "the database URL cannot be read: the port is not a number up to "
					   "65535 (an IPv6 address stands in [brackets])" },
		{ "postgresql://u:S3cret@::1/db",
		  "the database URL cannot be read: the port is not a number up to "
		  "65535 (an IPv6 address stands in [brackets])" },
		{ "postgresql://u:S3cret@[::1/db",
		  "the database URL cannot be read: the address has no closing \"]\"" },
		{ "postgresql://u:S3cret@h x/db",
		  "the database URL cannot be read: the host name holds a character that it cannot hold" },
		{ "postgresql://u:S3cret@h/db?a/b=c",
		  "the database URL cannot be read: the query is not a list of key=value" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct sqlembic_url url;
		cr_expect_eq(url_parse(&url, &arena, cases[i].text, &err), SQLEMBIC_E_FAILED, "%s",
			     cases[i].text);
		cr_expect_str_eq(err.message, cases[i].message, "%s: %s", cases[i].text, err.message);
		cr_expect_null(strstr(err.message, "S3cret"));
		cr_expect_null(strstr(err.hint, "S3cret"));
		cr_expect(err.hint[0] != '\0', "%s has a hint", cases[i].text);
		arena_release(&arena);
	}
}

/* A port and a query, or a password with a "?" in it: both can be meant, and one of them would be printed. */
Test(url, refuses_a_password_that_looks_like_a_port_and_a_query)
{
	static const struct {
		const char *text;
		int rc;
	} cases[] = {
		{ "mysql://root:12?k=S3cret@host/db", SQLEMBIC_E_FAILED },
		{ "postgresql://root:12?S3cret@host", 0 },
		{ "postgresql://root:12/a?k=S3cret@host/db", SQLEMBIC_E_FAILED },
		{ "mysql://root:12?k=S3cret%40@host:3306/db?charset=utf8mb4", SQLEMBIC_E_FAILED },
		{ "postgresql://root:12%3Fk=S3cret@host/db", 0 },
		{ "postgresql://host:5432/db?user=me@server", 0 },
		{ "postgresql://host:5432/db?sslmode=require&password=p@ss/word", 0 },
		{ "postgresql://host:5432?user=me@server", 0 },
		{ "postgresql://host/db?options=a@b/c", 0 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct sqlembic_url url;
		cr_expect_eq(url_parse(&url, &arena, cases[i].text, &err), cases[i].rc, "%s: %s",
			     cases[i].text, err.message);
		cr_expect_null(strstr(err.message, "S3cret"));
		cr_expect(cases[i].rc == 0 || strstr(err.hint, "percent-encode"), "%s", cases[i].text);
		arena_release(&arena);
	}
}

Test(url, masks_passwords_in_urls_and_in_garbage)
{
	static const struct {
		const char *text, *masked;
	} cases[] = {
		{ "postgresql://u:p@h:5432/db", "postgresql://u:***@h:5432/db" },
		{ "postgresql+psycopg://u:a@b/c?d=e#f@h/db?x=y", "postgresql+psycopg://u:***@h/db?x=y" },
		{ "postgresql://[x:y]:p@h/db", "postgresql://[x:***@h/db" },
		{ "postgresql://u:@h/db", "postgresql://u:***@h/db" },
		{ "postgresql://u@h:5432/db", "postgresql://u@h:5432/db" },
		{ "postgresql://h:5432/db?sslmode=require", "postgresql://h:5432/db?sslmode=require" },
		{ "postgresql://h:5432", "postgresql://h:5432" },
		{ "postgresql://h:5432,i,[::1]:5433/db", "postgresql://h:5432,i,[::1]:5433/db" },
		{ "postgresql://u:pw@h:5432,i:5433/db", "postgresql://u:***@h:5432,i:5433/db" },
		{ "postgresql://h:5432,u:pw", "postgresql://h:5432,u:***" },
		{ "postgresql://u@[::1]/db", "postgresql://u@[::1]/db" },
		{ "postgresql://[::1]:5432/db", "postgresql://[::1]:5432/db" },
		{ "postgresql://u:pw", "postgresql://u:***" },
		{ "postgresql://u:12345678", "postgresql://u:***" },
		{ "postgresql:///u:pw@h/db", "postgresql:///u:***@h/db" },
		{ "postgresql:/u:pw@h/db", "postgresql:***@h/db" },
		{ "u:pw@h/db", "u:***@h/db" },
		{ "sqlite:///app.db", "sqlite:///app.db" },
		{ "sqlite:///:memory:", "sqlite:///:memory:" },
		{ "sqlite:///file:app.db?mode=ro", "sqlite:///file:app.db?mode=ro" },
		{ "postgresql://h/db?password=pw", "postgresql://h/db?password=***" },
		{ "postgresql://h/db?user=u&PASSWORD=pw&sslmode=require",
		  "postgresql://h/db?user=u&PASSWORD=***&sslmode=require" },
		{ "postgresql://h/db?sslpassword=a&b&c=d", "postgresql://h/db?sslpassword=***&c=d" },
		{ "mysql://h/db?passwd=pw&x=1", "mysql://h/db?passwd=***&x=1" },
		{ "mysql://h/db?api_token=pw", "mysql://h/db?api_token=***" },
		{ "mysql://h/db?p%61ssword=pw", "mysql://h/db?p%61ssword=***" },
		{ "mysql://h/db?sslkey=/k.pem&passfile=/p", "mysql://h/db?sslkey=/k.pem&passfile=/p" },
		{ "host=h password='a b=c' dbname=x", "host=h password=***" },
		{ "exec:pg_dump postgresql://u:pw@h/db -s", "exec:pg_dump postgresql://u:***@h/db -s" },
		{ "", "" },
		{ "plain", "plain" },
		{ "sqlite:///x.db?key=a&hexkey=b&textkey=c",
		  "sqlite:///x.db?key=***&hexkey=***&textkey=***" },
		{ "mysql://u@h/db?ssl_key=/k.pem", "mysql://u@h/db?ssl_key=/k.pem" },
	};
	struct arena arena = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *masked = url_mask(&arena, cases[i].text);
		cr_expect_str_eq(masked, cases[i].masked, "%s: %s", cases[i].text, masked);
	}
	arena_release(&arena);
}

Test(url, encodes_everything_that_could_mean_something)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	url_encode(&out, "aZ09-._~ @:/?#[]&=+%$!\xC3\xA9");
	cr_expect_str_eq(sqlembic_buf_text(&out), "aZ09-._~%20%40%3A%2F%3F%23%5B%5D%26%3D%2B%25%24%21%C3%A9");
	sqlembic_buf_release(&out);
}

Test(url, every_byte_survives_encoding_and_parsing)
{
	char all[256];
	for (int i = 0; i < 255; i++)
		all[i] = (char)(i + 1);
	all[255] = '\0';
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *before[] = { "postgresql://", ":", "@", "/", "?x=" };
	for (size_t i = 0; i < 5; i++) {
		sqlembic_buf_puts(&text, before[i]);
		url_encode(&text, all);
	}
	struct arena arena = { 0 };
	struct sqlembic_url url;
	cr_assert_eq(url_parse(&url, &arena, sqlembic_buf_text(&text), NULL), 0);
	cr_expect_str_eq(url.user, all);
	cr_expect_str_eq(url.password, all);
	cr_expect_str_eq(url.host, all);
	cr_expect_str_eq(url.database, all);
	cr_expect_str_eq(url.params[0].value, all);
	sqlembic_buf_release(&text);
	arena_release(&arena);
}

Test(url, knows_where_values_are_decoded_again)
{
	cr_expect_not(url_encodes_after(""));
	cr_expect_not(url_encodes_after("postgresql"));
	cr_expect(url_encodes_after("postgresql://"));
	cr_expect(url_encodes_after("postgresql://u:"));
	cr_expect(url_encodes_after("postgresql:///"), "a name there is no path");
	cr_expect(url_encodes_after("mysql+pymysql:///"));
	cr_expect_not(url_encodes_after("sqlite:///"));
	cr_expect_not(url_encodes_after("sqlite:////var/"));
	cr_expect(url_encodes_after("sqlite:///a?mode="));
}

Test(url, finds_the_engine_by_any_of_its_schemes)
{
	static const struct {
		const char *dialect, *engine;
	} cases[] = { { "sqlite", "sqlite" },
		      { "postgresql", "postgresql" },
		      { "postgres", "postgresql" },
		      { "mysql", "mysql" },
		      { "mariadb", "mysql" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_url url = { .dialect = cases[i].dialect };
		const struct sqlembic_engine *engine = url_engine(&url, NULL);
		cr_assert_not_null(engine, "%s", cases[i].dialect);
		cr_expect_str_eq(engine->name, cases[i].engine);
	}
}

Test(url, an_unknown_scheme_lists_the_known_ones)
{
	struct sqlembic_url url = { .dialect = "oracle" };
	struct sqlembic_error err = { 0 };
	cr_expect_null(url_engine(&url, &err));
	cr_expect_str_eq(err.message, "unknown scheme \"oracle\" in the database URL");
	cr_expect_not_null(strstr(err.hint, "sqlite"));
	cr_expect_not_null(strstr(err.hint, "mariadb"));
}
