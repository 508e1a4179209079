/* parameter.c: what the parameters of a URL mean.  Whatever says where to go or how safely is understood or refused; only a
 * parameter that changes neither may be passed over. */
#include "parameter.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/distance.h"
#include "sqlembic/text.h"

#define TLS_SPELLING    "write sslmode=require, or sslmode=verify-full with sslrootcert=FILE: the words of libpq"
#define TARGET_SPELLING "write target_session_attrs=primary (or standby, any): the words of libpq"
#define SCHEMA_SPELLING "write search_path=SCHEMA"
#define PLACE_SPELLING  "write postgresql://user@host:port/database, or host=, port= and dbname= as parameters"
#define USER_SPELLING   "write postgresql://user@..., or user= as a parameter"
#define LOGIN_SPELLING  "write channel_binding or require_auth as libpq does; require_auth needs libpq 16"
#define WRITE_SPELLING  "leave it out: migrating writes, and looking never does"

static const struct {
	const char *key; /* ends the list: NULL */
	struct postgres_parameter meaning;
} parameters[] = {
	/* Drivers for Python. */
	{ "ssl", { POSTGRES_PARAMETER_SSL, NULL, false } },
	{ "sslmode", { POSTGRES_PARAMETER_SSL, NULL, false } },
	{ "unix_sock", { POSTGRES_PARAMETER_SOCKET, NULL, false } },
	{ "timeout", { POSTGRES_PARAMETER_TIMEOUT, NULL, false } },
	{ "server_settings",
	  { POSTGRES_PARAMETER_REFUSED, "write each setting as options=-c NAME=VALUE", false } },
	{ "ssl_context", { POSTGRES_PARAMETER_REFUSED, TLS_SPELLING, false } },
	{ "direct_tls", { POSTGRES_PARAMETER_REFUSED, TLS_SPELLING, false } },
	/* Prisma, JDBC, drivers for Go: where tables are. */
	{ "schema", { POSTGRES_PARAMETER_SETTING, "search_path", true } },
	{ "currentSchema", { POSTGRES_PARAMETER_SETTING, "search_path", false } },
	{ "search_path", { POSTGRES_PARAMETER_SETTING, "search_path", false } },
	{ "schemas", { POSTGRES_PARAMETER_REFUSED, SCHEMA_SPELLING, false } },
	/* Settings of the server, as drivers for Go pass them on. */
	{ "role", { POSTGRES_PARAMETER_SETTING, "role", false } },
	{ "timezone", { POSTGRES_PARAMETER_SETTING, "TimeZone", false } },
	{ "datestyle", { POSTGRES_PARAMETER_SETTING, "DateStyle", false } },
	{ "intervalstyle", { POSTGRES_PARAMETER_SETTING, "IntervalStyle", false } },
	{ "default_tablespace", { POSTGRES_PARAMETER_SETTING, "default_tablespace", false } },
	{ "default_table_access_method",
	  { POSTGRES_PARAMETER_SETTING, "default_table_access_method", false } },
	{ "default_transaction_isolation",
	  { POSTGRES_PARAMETER_SETTING, "default_transaction_isolation", false } },
	{ "default_transaction_read_only",
	  { POSTGRES_PARAMETER_SETTING, "default_transaction_read_only", false } },
	{ "idle_in_transaction_session_timeout",
	  { POSTGRES_PARAMETER_SETTING, "idle_in_transaction_session_timeout", false } },
	{ "session_replication_role", { POSTGRES_PARAMETER_SETTING, "session_replication_role", false } },
	{ "row_security", { POSTGRES_PARAMETER_SETTING, "row_security", false } },
	{ "synchronous_commit", { POSTGRES_PARAMETER_SETTING, "synchronous_commit", false } },
	{ "maintenance_work_mem", { POSTGRES_PARAMETER_SETTING, "maintenance_work_mem", false } },
	{ "work_mem", { POSTGRES_PARAMETER_SETTING, "work_mem", false } },
	{ "statement_timeout", { POSTGRES_PARAMETER_STATEMENT_TIMEOUT, NULL, false } },
	{ "lock_timeout", { POSTGRES_PARAMETER_LOCK_TIMEOUT, NULL, false } },
	/* Where the server is. */
	{ "targetServerType", { POSTGRES_PARAMETER_REFUSED, TARGET_SPELLING, false } },
	{ "hostname", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "server", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "socket", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "unix_socket", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "socketPath", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "address", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "namespace", { POSTGRES_PARAMETER_REFUSED, SCHEMA_SPELLING, false } },
	{ "db", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "database", { POSTGRES_PARAMETER_REFUSED, PLACE_SPELLING, false } },
	{ "username", { POSTGRES_PARAMETER_REFUSED, USER_SPELLING, false } },
	{ "uid", { POSTGRES_PARAMETER_REFUSED, USER_SPELLING, false } },
	/* How safely, in a word. */
	{ "ca", { POSTGRES_PARAMETER_REFUSED, TLS_SPELLING, false } },
	{ "ca_file", { POSTGRES_PARAMETER_REFUSED, TLS_SPELLING, false } },
	{ "readOnly", { POSTGRES_PARAMETER_REFUSED, WRITE_SPELLING, false } },
	/* Without a meaning here. */
	{ "options",
	  { POSTGRES_PARAMETER_NOTHING, NULL, false } }, /* conninfo.c reads it before the settings, */
	{ "host", { POSTGRES_PARAMETER_NOTHING, NULL, false } }, /* and all of these at once */
	{ "client_encoding", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "replication", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "async_fallback", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "autocommit", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "command_timeout", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "cursor_factory", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "max_cacheable_statement_size", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "max_cached_statement_lifetime", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "prepare_threshold", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "prepared_statement_cache_size", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "prepared_statement_name_func", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "row_factory", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "statement_cache_size", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ "tcp_keepalive", { POSTGRES_PARAMETER_NOTHING, NULL, false } },
	{ NULL, { POSTGRES_PARAMETER_UNKNOWN, NULL, false } },
};

static bool contains(const char *key, const char *part)
{
	for (size_t n = strlen(part); *key; key++) {
		if (sqlembic_ncasecmp(key, part, n) == 0)
			return true;
	}
	return false;
}

/* What nobody knows, but speaks of encryption or of places, must not quietly mean nothing. */
static struct postgres_parameter guess(const char *key)
{
	static const struct {
		const char *part, *spelling;
	} parts[] = { { "ssl", TLS_SPELLING },
		      { "tls", TLS_SPELLING },
		      { "cert", TLS_SPELLING },
		      { "encrypt", TLS_SPELLING },
		      { "secure", TLS_SPELLING },
		      { "verify", TLS_SPELLING },
		      { "auth", LOGIN_SPELLING },
		      { "binding", LOGIN_SPELLING },
		      { "schema", SCHEMA_SPELLING },
		      { "search_path", SCHEMA_SPELLING },
		      { "session_attr", TARGET_SPELLING } };
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (contains(key, parts[i].part))
			return (struct postgres_parameter){ POSTGRES_PARAMETER_REFUSED, parts[i].spelling,
							    false };
	}
	return (struct postgres_parameter){ POSTGRES_PARAMETER_UNKNOWN, NULL, false };
}

struct postgres_parameter postgres_parameter_meaning(const char *key, bool is_keyword)
{
	for (size_t i = 0; parameters[i].key; i++) {
		if (sqlembic_is_same_name(parameters[i].key, key))
			return parameters[i].meaning;
	}
	return is_keyword ? (struct postgres_parameter){ POSTGRES_PARAMETER_KEYWORD, NULL, false }
			  : guess(key);
}

/* libpq's sslmode in the words of other drivers; asyncpg's ssl=, too, which may be a boolean.  NULL: it is none. */
const char *postgres_parameter_ssl_mode(const char *value, bool may_be_boolean)
{
	static const char *const modes[] = { "disable", "allow",     "prefer",
					     "require", "verify-ca", "verify-full" };
	static const char *const yes[] = { "true", "1", "on", "yes" }, *const no[] = { "false", "0", "off",
										       "no" };
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		if (sqlembic_is_same_name(modes[i], value))
			return modes[i];
	}
	for (size_t i = 0; may_be_boolean && i < sizeof(yes) / sizeof(yes[0]); i++) {
		if (sqlembic_casecmp(value, yes[i]) == 0)
			return "require";
		if (sqlembic_casecmp(value, no[i]) == 0)
			return "disable";
	}
	/* libpq's own default. */
	return *value ? NULL : value;
}

double postgres_parameter_number(const char *text, char **end)
{
	locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	*end = (char *)(uintptr_t)text;
	if (!plain)
		return 0;
	double number = strtod_l(text, end, plain);
	freelocale(plain);
	return number;
}

bool postgres_parameter_time(long *out, const char *value)
{
	static const struct {
		const char *unit;
		double milliseconds;
	} units[] = { { "", 1 },        { "us", 0.001 },  { "ms", 1 },      { "s", 1000 },
		      { "min", 60000 }, { "h", 3600000 }, { "d", 86400000 } };
	char *end;
	double number = postgres_parameter_number(value, &end);
	if (end == value || !(number >= 0 && number < 1e9))
		return false;
	end += strspn(end, " ");
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].unit) == 0) {
			*out = (long)(number * units[i].milliseconds);
			return true;
		}
	}
	return false;
}
