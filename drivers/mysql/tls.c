/* tls.c: what the parameters of URLs say about encryption.  Each ecosystem has its own names and words (Oracle's client,
 * libpq, Prisma, Go, JDBC, .NET, Node); they are understood, or refused with the name that is. */
#include "tls.h"

#include <string.h>

#include "sqlembic/text.h"

static const struct mode {
	const char *word;
	enum mysqldb_tls tls;
} modes[] = {
	{ "DISABLED", MYSQLDB_TLS_DISABLED },
	{ "disable", MYSQLDB_TLS_DISABLED },
	{ "none", MYSQLDB_TLS_DISABLED },
	{ "PREFERRED", MYSQLDB_TLS_PREFERRED },
	{ "prefer", MYSQLDB_TLS_PREFERRED },
	{ "allow", MYSQLDB_TLS_PREFERRED },
	{ "REQUIRED", MYSQLDB_TLS_REQUIRED },
	{ "require", MYSQLDB_TLS_REQUIRED },
	{ "trust", MYSQLDB_TLS_REQUIRED },
	{ "VERIFY_CA", MYSQLDB_TLS_VERIFY_CA },
	{ "verify-ca", MYSQLDB_TLS_VERIFY_CA },
	{ "VerifyCA", MYSQLDB_TLS_VERIFY_CA },
	{ "VERIFY_IDENTITY", MYSQLDB_TLS_VERIFY_IDENTITY },
	{ "verify-full", MYSQLDB_TLS_VERIFY_IDENTITY },
	{ "VerifyFull", MYSQLDB_TLS_VERIFY_IDENTITY },
};

static const struct mode go_modes[] = {
	{ "true", MYSQLDB_TLS_VERIFY_IDENTITY },
	{ "false", MYSQLDB_TLS_DISABLED },
	{ "skip-verify", MYSQLDB_TLS_REQUIRED },
	{ "preferred", MYSQLDB_TLS_PREFERRED },
};

static const struct mode *find_mode(const struct mode *table, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (sqlembic_casecmp(table[i].word, word) == 0)
			return &table[i];
	return NULL;
}

static int refuse(const char *key, const char *value, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's %s is \"%s\", which is not understood", key, value);
	return sqlembic_fail_hint(
		err, "write ssl_mode=DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY, and the "
		     "authority's file as ssl_ca=...");
}

/* 1, 0, or -1 for a word that is neither. */
static int read_switch(const char *value)
{
	static const char *const yes[] = { "true", "yes", "on", "1", "" }, *const no[] = { "false", "no",
											   "off", "0" };
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (sqlembic_casecmp(value, yes[i]) == 0)
			return 1;
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (sqlembic_casecmp(value, no[i]) == 0)
			return 0;
	return -1;
}

static void at_least(struct mysqldb_target *t, enum mysqldb_tls tls)
{
	if (t->tls < tls)
		t->tls = tls;
}

static void at_most(struct mysqldb_target *t, enum mysqldb_tls tls)
{
	if (t->tls > tls)
		t->tls = tls;
}

static void trust_anything(struct mysqldb_target *t)
{
	t->unverified = true;
	at_most(t, MYSQLDB_TLS_REQUIRED);
	at_least(t, MYSQLDB_TLS_REQUIRED);
}

/* {"rejectUnauthorized": true}, of Node's drivers, and nothing else in it. */
static int set_object(struct mysqldb_target *t, const char *key, const char *value,
		      struct sqlembic_error *err)
{
	static const char verified[] = "{\"rejectUnauthorized\":true}",
			  trusted[] = "{\"rejectUnauthorized\":false}";
	char text[64];
	size_t n = 0;
	for (const char *p = value; *p && n + 1 < sizeof(text); p++)
		if (!strchr(" \t\r\n", *p))
			text[n++] = *p;
	text[n] = '\0';
	if (strcmp(text, verified) == 0)
		at_least(t, MYSQLDB_TLS_VERIFY_IDENTITY);
	else if (strcmp(text, trusted) == 0)
		trust_anything(t);
	else
		return refuse(key, value, err);
	return 0;
}

static int set_mode(struct mysqldb_target *t, const char *key, const char *value, struct sqlembic_error *err)
{
	const struct mode *mode = find_mode(modes, sizeof(modes) / sizeof(modes[0]), value);
	if (!mode)
		return refuse(key, value, err);
	t->tls = mode->tls;
	return 0;
}

static int set_any(struct mysqldb_target *t, const char *key, const char *value, struct sqlembic_error *err)
{
	int on = read_switch(value);
	if (*value == '{')
		return set_object(t, key, value, err);
	if (on < 0)
		return set_mode(t, key, value, err);
	if (on)
		at_least(t, MYSQLDB_TLS_REQUIRED);
	else
		t->tls = MYSQLDB_TLS_DISABLED;
	return 0;
}

/* In Go "skip-verify" is said by those who know that the certificate is nobody's. */
static int set_go(struct mysqldb_target *t, const char *key, const char *value, struct sqlembic_error *err)
{
	const struct mode *mode = find_mode(go_modes, sizeof(go_modes) / sizeof(go_modes[0]), value);
	if (!mode)
		return refuse(key, value, err);
	t->tls = mode->tls;
	t->unverified = t->unverified || mode->tls == MYSQLDB_TLS_REQUIRED;
	return 0;
}

static int set_accept(struct mysqldb_target *t, const char *key, const char *value,
		      struct sqlembic_error *err)
{
	if (sqlembic_casecmp(value, "strict") == 0)
		at_least(t, MYSQLDB_TLS_VERIFY_IDENTITY);
	else if (sqlembic_casecmp(value, "accept_invalid_certs") == 0)
		trust_anything(t);
	else
		return refuse(key, value, err);
	return 0;
}

static void verify(struct mysqldb_target *t, bool identity, bool on)
{
	t->unverified = t->unverified || (!identity && !on);
	if (on)
		at_least(t, identity ? MYSQLDB_TLS_VERIFY_IDENTITY : MYSQLDB_TLS_VERIFY_CA);
	else
		at_most(t, identity ? MYSQLDB_TLS_VERIFY_CA : MYSQLDB_TLS_REQUIRED);
}

static int set_switch(struct mysqldb_target *t, enum mysqldb_tls_parameter parameter, const char *key,
		      const char *value, struct sqlembic_error *err)
{
	int on = read_switch(value);
	if (on < 0)
		return refuse(key, value, err);
	if (parameter == MYSQLDB_TLS_VERIFY || parameter == MYSQLDB_TLS_IDENTITY)
		verify(t, parameter == MYSQLDB_TLS_IDENTITY, on);
	else if (parameter == MYSQLDB_TLS_TRUST && on)
		trust_anything(t);
	else if (parameter == MYSQLDB_TLS_DISABLE && on)
		t->tls = MYSQLDB_TLS_DISABLED;
	else if ((parameter == MYSQLDB_TLS_REQUIRE && on) || parameter == MYSQLDB_TLS_DISABLE)
		at_least(t, MYSQLDB_TLS_REQUIRED);
	return 0;
}

int mysqldb_tls_pass(enum mysqldb_tls_parameter parameter)
{
	switch (parameter) {
	case MYSQLDB_TLS_MODE:
		return 2;
	case MYSQLDB_TLS_ACCEPT:
	case MYSQLDB_TLS_VERIFY:
	case MYSQLDB_TLS_IDENTITY:
	case MYSQLDB_TLS_TRUST:
		return 1;
	default:
		return 0;
	}
}

int mysqldb_tls_set(struct mysqldb_target *t, enum mysqldb_tls_parameter parameter, const char *key,
		    const char *value, struct sqlembic_error *err)
{
	switch (parameter) {
	case MYSQLDB_TLS_MODE:
		return set_mode(t, key, value, err);
	case MYSQLDB_TLS_SWITCH:
		return set_any(t, key, value, err);
	case MYSQLDB_TLS_ACCEPT:
		return set_accept(t, key, value, err);
	case MYSQLDB_TLS_GO:
		return set_go(t, key, value, err);
	case MYSQLDB_TLS_DETAIL:
		if (t->tls == MYSQLDB_TLS_AUTO)
			t->tls = MYSQLDB_TLS_REQUIRED;
		return 0;
	case MYSQLDB_TLS_AUTHORITY:
		at_least(t, MYSQLDB_TLS_VERIFY_IDENTITY);
		return 0;
	default:
		return set_switch(t, parameter, key, value, err);
	}
}
