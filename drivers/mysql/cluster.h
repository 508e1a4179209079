/* cluster.h: of which cluster the server is a node, and readings that are not older than what other nodes have done. */
#ifndef MYSQL_CLUSTER_H
#define MYSQL_CLUSTER_H

#include "session.h"

/* What a session asks besides when it begins: MariaDB's column with its value, and a query that MySQL answers only where the
 * plugin of groups is loaded. */
#define MYSQLDB_ASK_GALERA "@@wsrep_on"
#define MYSQLDB_ASK_GROUP  "SELECT @@group_replication_single_primary_mode"

static inline bool mysqldb_is_cluster(const struct mysqldb *s)
{
	return s->cluster != MYSQLDB_NO_CLUSTER;
}

/* Has what is read from now on wait for what other nodes have done before, unless a run holds the lock: a long change of the
 * schema would keep who only asks waiting.  *synced: it waits. */
int mysqldb_cluster_sync(struct mysqldb *s, bool *synced, struct sqlembic_error *err);
/* What is read from now on waits as the server says. */
int mysqldb_cluster_unsync(struct mysqldb *s, struct sqlembic_error *err);
/* The expression that names the node in its cluster, without a blank: "" where there is none. */
const char *mysqldb_cluster_node(const struct mysqldb *s);

#endif
