/* reach.c: see reach.h.
 *
 * The server counts the rows that a session changes in each table, the catalogs that all databases share among them.  It takes
 * these numbers over between transactions, and never within one: what was there ahead of the first statement is kept in a setting,
 * which a script may have reset.  Nothing was, and so nothing is kept, as long as all transactions were looked behind and none has
 * failed: where that is wrong a look finds too much, and never too little.  Rows about the scratch database itself are gone with it:
 * of catalogs that have such ones those are looked for which the transaction has written about another. */
#include "reach.h"

#include <string.h>

#include "lex.h"
#include "schema/scratch_end.h"
#include "schema/traces_tally.h"
#include "sqlembic/token.h"

/* The catalogs that all databases share, by their numbers, which no server has otherwise.  A change counts as one in pg_database,
 * pg_shdescription and pg_db_role_setting, and as a million in pg_tablespace, pg_authid, pg_auth_members, pg_shseclabel,
 * pg_replication_origin and pg_parameter_acl. */
#define LIGHT_CATALOGS(first, other) first(1262) other(2396) other(2964)
#define HEAVY_CATALOGS(first, other) first(1213) other(1260) other(1261) other(3592) other(6000) other(6243)

#define NUMBER(oid)       #oid
#define COMMA_NUMBER(oid) "," #oid

#define CHANGED                                                               \
	"CAST(pg_catalog.sum((pg_catalog.pg_stat_get_xact_tuples_inserted(t)" \
	" + pg_catalog.pg_stat_get_xact_tuples_updated(t)"                    \
	" + pg_catalog.pg_stat_get_xact_tuples_deleted(t))"                   \
	" * CASE WHEN t IN (" LIGHT_CATALOGS(NUMBER, COMMA_NUMBER) ") THEN 1 ELSE 1000000 END) AS text)"
#define FROM_CATALOGS                                                                              \
	" FROM pg_catalog.unnest(CAST('{" LIGHT_CATALOGS(NUMBER, COMMA_NUMBER) "," HEAVY_CATALOGS( \
		NUMBER, COMMA_NUMBER) "}' AS oid[])) AS t"

#define LIGHT(oid) { oid, 1 },
#define HEAVY(oid) { oid, 1000000 },

static const struct {
	unsigned long oid;
	long long weight;
} catalogs[] = { LIGHT_CATALOGS(LIGHT, LIGHT) HEAVY_CATALOGS(HEAVY, HEAVY) };

/* Whether this transaction has written a row that is seen here: one of another would be committed.  Subtransactions have higher
 * numbers than theirs, of which a row has the lower half. */
#define OURS "pg_catalog.txid_current_if_assigned()"
#define LOW  " & 4294967295"
#define IS_OURS                                                                 \
	" CASE WHEN pg_catalog.age(xmin) <= pg_catalog.age(CAST(CAST(" OURS LOW \
	" AS text) AS xid)) THEN pg_catalog.txid_status(" OURS                  \
	" + (CAST(CAST(xmin AS text) AS bigint) - (" OURS LOW ")" LOW ")) = 'in progress' END"
#define OWN "(SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"

/* Stands before a number in the error of the look. */
#define REACHED "sqlembic: beyond the scratch database: "
#define SETTING "'sqlembic.reach'"

#define AHEAD            "COALESCE(NULLIF(pg_catalog.current_setting(" SETTING ", true), ''), '0')"
#define MILLIONS(number) "pg_catalog.div(CAST(" number " AS numeric), 1000000)"

/* What takes a server long to read is a text until the numbers differ; a query without rows needs no library for XML.  Whose row was
 * taken out of pg_db_role_setting nobody knows. */
#define LOOK                                                                                          \
	"SELECT CASE WHEN " AHEAD " <> " CHANGED " THEN pg_catalog.query_to_xml($sqlembic$"           \
	"SELECT 1 WHERE CASE WHEN (SELECT " MILLIONS(AHEAD) " <> " MILLIONS(CHANGED) FROM_CATALOGS    \
		")"                                                                                   \
		" OR pg_catalog.pg_stat_get_xact_tuples_deleted(2964) > 0"                            \
		" OR EXISTS (SELECT FROM pg_catalog.pg_database WHERE oid <> " OWN " AND" IS_OURS ")" \
		" OR EXISTS (SELECT FROM pg_catalog.pg_db_role_setting WHERE setdatabase <> " OWN     \
		" AND" IS_OURS ") OR EXISTS (SELECT FROM pg_catalog.pg_shdescription"                 \
		" WHERE (classoid, objoid) <> (1262, " OWN ") AND" IS_OURS ")"                        \
		" THEN CAST('" REACHED                                                                \
		"' || pg_catalog.pg_backend_pid() AS integer) IS NULL END$sqlembic$, "                \
		"true, false, '') END" FROM_CATALOGS ";"

bool postgres_reach_is_watched(const struct postgres_session *s)
{
	return postgres_is_scratch(s->conn) && !s->is_private;
}

static bool begins_with(struct sqlembic_span sql, const char *const *words)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token;
	return sqlembic_token_next(&tokens, &token) && sqlembic_token_is_any(&token, words);
}

bool postgres_reach_calls(struct sqlembic_span sql)
{
	static const char *const calling[] = { "CALL", "DO", "EXECUTE", "SELECT", "WITH", NULL };
	return begins_with(sql, calling);
}

bool postgres_reach_changes(struct sqlembic_span sql)
{
	static const char *const changing[] = { "ALTER",  "CALL",     "CREATE", "DELETE", "DO",
						"DROP",   "EXECUTE",  "INSERT", "MERGE",  "REFRESH",
						"SELECT", "TRUNCATE", "UPDATE", "WITH",   NULL };
	return begins_with(sql, changing);
}

bool postgres_reach_ends(struct sqlembic_span sql)
{
	static const char *const ending[] = { "COMMIT", "END", NULL };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	return begins_with(sql, ending) || sqlembic_token_take(&tokens, "PREPARE TRANSACTION");
}

/* SET TRANSACTION wants to be ahead of all queries. */
static bool may_follow(struct sqlembic_span sql)
{
	static const char *const heads[] = { "BEGIN", "SET", "START", NULL };
	return begins_with(sql, heads);
}

size_t postgres_reach_add_start(struct sqlembic_buf *out, struct postgres_session *s,
				struct sqlembic_span sql)
{
	if (s->reach_start != POSTGRES_REACH_NONE || !postgres_reach_is_watched(s) || may_follow(sql))
		return 0;
	s->reach_start = POSTGRES_REACH_KEPT;
	if (!s->reach_lingers)
		return 0;
	sqlembic_buf_puts(out,
			  "SELECT pg_catalog.set_config(" SETTING ", " CHANGED ", true)" FROM_CATALOGS ";");
	return 1;
}

size_t postgres_reach_add_look(struct sqlembic_buf *out, const struct postgres_session *s)
{
	const bool is_counted = s->reach_start == POSTGRES_REACH_COUNTED;
	if (is_counted)
		sqlembic_buf_printf(out, "SELECT pg_catalog.set_config(" SETTING ", '%lld', true);",
				    s->reach_ahead);
	sqlembic_buf_puts(out, LOOK);
	return is_counted ? 2 : 1;
}

size_t postgres_reach_add_end(struct sqlembic_buf *out, struct postgres_session *s)
{
	const size_t n = s->reach_start == POSTGRES_REACH_NONE ? 0 : postgres_reach_add_look(out, s);
	s->reach_start = POSTGRES_REACH_NONE;
	return n;
}

size_t postgres_reach_add_script_end(struct sqlembic_buf *out, struct postgres_session *s)
{
	if (s->reach_start != POSTGRES_REACH_KEPT)
		return 0;
	sqlembic_buf_puts(out, "SET CONSTRAINTS ALL IMMEDIATE;");
	return 1 + postgres_reach_add_end(out, s);
}

/* ---- where all is counted ---- */

static long long weight_of(unsigned long oid)
{
	for (size_t i = 0; i < sizeof(catalogs) / sizeof(*catalogs); i++)
		if (catalogs[i].oid == oid)
			return catalogs[i].weight;
	return 0;
}

bool postgres_reach_is_beyond(unsigned long oid)
{
	return weight_of(oid) > 0;
}

void postgres_reach_count_from(struct postgres_session *s, const struct postgres_tallies *tallies)
{
	s->reach_start = postgres_reach_is_watched(s) ? POSTGRES_REACH_COUNTED : POSTGRES_REACH_NONE;
	s->reach_ahead = 0;
	for (size_t i = 0; i < tallies->n; i++) {
		const struct postgres_tally *t = &tallies->items[i];
		s->reach_ahead += weight_of(t->oid) * (t->inserted + t->updated + t->deleted);
	}
	s->reach_lingers |= s->reach_ahead > 0;
}

bool postgres_reach_has_failed(const PGresult *result)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	return said && strstr(said, REACHED);
}

int postgres_reach_refuse(struct sqlembic_error *err)
{
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"what the statement calls changes roles, their rights or other databases of the server, "
		"and it runs in a scratch database: it was undone");
	(void)sqlembic_fail_sqlstate(err, POSTGRES_BEYOND);
	return sqlembic_fail_hint(
		err,
		"set scratch_url to \"local\", a private server whose roles are its own; a revision that is "
		"applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their "
		"own, which are left out there");
}
