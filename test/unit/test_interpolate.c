/* test_interpolate.c: references in values. */
#include <criterion/criterion.h>

#include <string.h>

#include "config/interpolate.h"
#include "sqlembic/error.h"

static const struct sqlembic_pair keys[] = {
	{ "here", "/srv" },     { "dir", "%(here)s/m" }, { "loop", "x%(loop)s" }, { "ping", "%(pong)s" },
	{ "pong", "%(ping)s" }, { "pct", "50%%" },       { "var", "${USER}" },    { "bad", "%" },
};

static const char *key(void *payload, const char *name, bool *literal)
{
	(void)payload;
	if (strcmp(name, "literal") == 0) {
		*literal = true;
		return "%(here)s ${USER} %40";
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (strcmp(keys[i].key, name) == 0)
			return keys[i].value;
	}
	return NULL;
}

static const char *value_of(const char *name)
{
	if (strcmp(name, "USER") == 0)
		return "ann";
	if (strcmp(name, "PASSWORD") == 0)
		return "p@/?#:%${USER}";
	if (strcmp(name, "URL") == 0)
		return "postgresql://u:p%40@h/db";
	return strcmp(name, "EMPTY") == 0 ? "" : NULL;
}

static int variable(const char **value, void *payload, const char *name, struct sqlembic_error *err)
{
	(void)payload;
	if (strcmp(name, "UNREADABLE") == 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read it");
	*value = value_of(name);
	return 0;
}

static int expand(struct sqlembic_buf *out, const char *text, bool is_url, struct sqlembic_error *err)
{
	struct interpolate_scope scope = { key, variable, NULL, is_url };
	return interpolate_expand(out, &scope, text, err);
}

static void expect(const char *text, bool is_url, const char *want)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	cr_expect_eq(expand(&out, text, is_url, &err), 0, "%s: %s", text, err.message);
	cr_expect_str_eq(sqlembic_buf_text(&out), want, "%s: %s", text, sqlembic_buf_text(&out));
	sqlembic_buf_release(&out);
}

Test(interpolate, replaces_keys_and_variables)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "plain $ $X $$ } { $", "plain $ $X $$ } { $" },
		{ "100%%", "100%" },
		{ "%%(here)s", "%(here)s" },
		{ "%(here)s/x", "/srv/x" },
		{ "%(dir)s:%(dir)s", "/srv/m:/srv/m" },
		{ "%(pct)s", "50%" },
		{ "%(literal)s", "%(here)s ${USER} %40" },
		{ "${USER}", "ann" },
		{ "%(var)s", "ann" },
		{ "a${USER}b${USER}", "aannbann" },
		{ "${PASSWORD}", "p@/?#:%${USER}" },
		{ "${EMPTY}", "" },
		{ "${EMPTY:-d}", "d" },
		{ "${NONE:-}", "" },
		{ "${NONE:-a b}", "a b" },
		{ "${USER:-d}", "ann" },
		{ "${NONE:-${USER}}", "ann" },
		{ "${NONE:-${NONE:-%(here)s}}x", "/srvx" },
		{ "${USER:?must be set}", "ann" },
		{ "$${USER}", "${USER}" },
		{ "$$${USER}", "$${USER}" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect(cases[i].text, false, cases[i].want);
}

Test(interpolate, encodes_what_is_part_of_a_url)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "postgresql://${USER}:${PASSWORD}@h/db",
		  "postgresql://ann:p%40%2F%3F%23%3A%25%24%7BUSER%7D@h/db" },
		{ "${URL}", "postgresql://u:p%40@h/db" },
		{ "${URL}?sslmode=require", "postgresql://u:p%40@h/db?sslmode=require" },
		{ "${URL}/${PASSWORD}", "postgresql://u:p%40@h/db/p%40%2F%3F%23%3A%25%24%7BUSER%7D" },
		{ "postgresql://${NONE:-u:p@h}/db", "postgresql://u:p@h/db" },
		{ "postgresql://${NONE:-${PASSWORD}}", "postgresql://p%40%2F%3F%23%3A%25%24%7BUSER%7D" },
		{ "sqlite:///${PASSWORD}", "sqlite:///p@/?#:%${USER}" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect(cases[i].text, true, cases[i].want);
}

Test(interpolate, refuses_what_it_cannot_replace)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "50%", "a \"%\" that is neither \"%%\" nor the beginning of \"%(key)s\"" },
		{ "u:p%40@h", "a \"%\" that is neither \"%%\" nor the beginning of \"%(key)s\"" },
		{ "%(bad)s", "a \"%\" that is neither \"%%\" nor the beginning of \"%(key)s\"" },
		{ "%(here", "\"%(\" without \")s\" behind it" },
		{ "%(here)", "\"%(\" without \")s\" behind it" },
		{ "%(here)d", "\"%(\" without \")s\" behind it" },
		{ "%(nope)s", "%(nope)s names a key that does not exist" },
		{ "%(loop)s", "%(loop)s goes more than 10 references deep, or refers to itself" },
		{ "%(ping)s", "%(ping)s goes more than 10 references deep, or refers to itself" },
		{ "${NONE}", "variable NONE is not set" },
		{ "${NONE:?ask Bob}", "variable NONE is not set: ask Bob" },
		{ "${EMPTY:?ask Bob}", "variable EMPTY is not set: ask Bob" },
		{ "${USER", "\"${\" without a closing \"}\"" },
		{ "${NONE:-${USER}", "\"${\" without a closing \"}\"" },
		{ "${}", "\"${\" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}" },
		{ "${1A}", "\"${\" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}" },
		{ "${USER-x}", "\"${\" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}" },
		{ "${USER:x}", "\"${\" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}" },
		{ "${USER:}", "\"${\" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_error err = { 0 };
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		cr_expect_eq(expand(&out, cases[i].text, false, &err), SQLEMBIC_E_FAILED, "%s",
			     cases[i].text);
		cr_expect_str_eq(err.message, cases[i].message, "%s: %s", cases[i].text, err.message);
		sqlembic_buf_release(&out);
	}
}

Test(interpolate, ten_references_deep_is_not_too_deep)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (int i = 0; i < 10; i++)
		sqlembic_buf_puts(&text, "${NONE:-");
	sqlembic_buf_puts(&text, "x}}}}}}}}}}");
	expect(sqlembic_buf_text(&text), false, "x");
	sqlembic_buf_release(&text);
}

/* Ten levels of ten references each would be ten thousand million. */
Test(interpolate, references_that_multiply_come_to_an_end, .timeout = 60)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT;
	for (int i = 0; i < 10001; i++)
		sqlembic_buf_puts(&text, i % 2 ? "%(here)s" : "${EMPTY}");
	cr_expect_eq(expand(&out, sqlembic_buf_text(&text), false, &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message,
			 "the references of the value lead to too many others, or to too long a text");
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&out);
}
