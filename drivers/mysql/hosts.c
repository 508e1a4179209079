/* hosts.c: see hosts.h.  Which member of a group is written to changes when one is lost: each run looks for it anew. */
#include "hosts.h"

#include <stdlib.h>
#include <string.h>

#include "connect.h"
#include "fail.h"
#include "library.h"
#include "replica.h"

bool mysqldb_hosts_are_many(const struct mysqldb_target *target)
{
	return target->host && !target->socket && strchr(target->host, ',');
}

/* Makes the next host of the list, which *list moves behind, the target's. */
static bool choose(struct mysqldb_target *target, const char **list)
{
	const char *host = *list, *end = host + strcspn(host, ",");
	const char *close = *host == '[' ? memchr(host, ']', (size_t)(end - host)) : NULL;
	const char *colon = memchr(close ? close : host, ':', (size_t)(end - (close ? close : host)));
	const char *stop = close ? close : colon ? colon : end;
	host += close != NULL;
	*list = *end ? end + 1 : end;
	free(target->host);
	target->host = strndup(host, (size_t)(stop - host));
	target->port = colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 0;
	return target->host != NULL;
}

static bool takes_writes(MYSQL *db)
{
	static const char question[] = "SELECT " MYSQLDB_READ_ONLY;
	if (!mysqldb_send_text(db, question, strlen(question)))
		return false;
	MYSQL_RES *result = mysql_store_result(db);
	MYSQL_ROW row = result ? mysql_fetch_row(result) : NULL;
	const bool writes = row && row[0] && mysqldb_replica_takes_writes(row[0]);
	mysql_free_result(result);
	return writes;
}

/* The next host, connected to; NULL: it cannot be reached, which err says. */
static MYSQL *try_next(struct mysqldb *s, const char **list, struct sqlembic_error *err)
{
	MYSQL *failed = NULL;
	MYSQL *db = choose(&s->target, list) ? mysqldb_connect(&s->target, s->cancel, &failed) : NULL;
	if (db)
		return db;
	if (failed)
		(void)mysqldb_fail_connect(s, failed, err);
	else
		(void)sqlembic_fail_memory(err);
	mysqldb_close_handle(failed);
	return NULL;
}

static int fail_read_only(const struct mysqldb *s, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_UNREACHABLE,
			    "cannot connect to %s: those of its hosts that answer are read-only", s->name);
	return sqlembic_fail_hint(err, "wait until one of them is written to, or name the server that is");
}

MYSQL *mysqldb_hosts_connect(struct mysqldb *s, struct sqlembic_error *err)
{
	char *hosts = s->target.host;
	const char *rest = hosts, *reader = NULL;
	MYSQL *db = NULL;
	s->target.host = NULL;
	while (!db && *rest) {
		const char *at = rest;
		db = try_next(s, &rest, err);
		if (!db || takes_writes(db))
			continue;
		mysqldb_close_handle(db);
		db = NULL;
		reader = reader ? reader : at;
	}
	if (!db && reader && s->read_only)
		db = try_next(s, &reader, err);
	else if (!db && reader)
		(void)fail_read_only(s, err);
	free(hosts);
	return db;
}
