/* cluster.c: see cluster.h.  A node of a Galera cluster, or a member of a group, may not have done yet what another one has
 * committed: rows of its version table would be old, and who acts on them would be wrong. */
#include "cluster.h"

#include "holder.h"
#include "rows.h"

static int take_row(void *payload, const char *const *values, size_t n)
{
	(void)values;
	*(bool *)payload = n > 0;
	return 1;
}

/* Whether a run holds a lock here, as far as this node knows.  False where there is no such table yet. */
static int ask_held(bool *held, struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_query query = {
		.sql = "SELECT 1 FROM " MYSQLDB_LOCK_TABLE " WHERE holder <> '' LIMIT 1",
		.row = take_row,
		.payload = held,
		.missing_ok = true,
	};
	*held = false;
	return s->default_database ? mysqldb_run_query(s, &query, err) : 0;
}

int mysqldb_cluster_sync(struct mysqldb *s, bool *synced, struct sqlembic_error *err)
{
	bool held = false;
	*synced = false;
	int rc = mysqldb_is_cluster(s) ? ask_held(&held, s, err) : 0;
	if (rc < 0 || held || !mysqldb_is_cluster(s))
		return rc;
	rc = mysqldb_run(s,
			 s->cluster == MYSQLDB_GALERA
				 ? "SET SESSION wsrep_sync_wait = 1"
				 : "SET SESSION group_replication_consistency = 'BEFORE'",
			 err);
	*synced = s->synced = rc == 0;
	return rc;
}

int mysqldb_cluster_unsync(struct mysqldb *s, struct sqlembic_error *err)
{
	if (!s->synced)
		return 0;
	s->synced = false;
	return mysqldb_run(s,
			   s->cluster == MYSQLDB_GALERA
				   ? "SET SESSION wsrep_sync_wait = DEFAULT"
				   : "SET SESSION group_replication_consistency = DEFAULT",
			   err);
}

/* Two nodes may have one name by mistake, so that the host and the port belong to it. */
const char *mysqldb_cluster_node(const struct mysqldb *s)
{
	switch (s->cluster) {
	case MYSQLDB_GALERA:
		return "REPLACE(LEFT(CONCAT(@@wsrep_node_name, IF(@@wsrep_node_name = @@hostname, '', "
		       "CONCAT('/', @@hostname)), ':', @@port), 80), ' ', '_')";
	case MYSQLDB_GROUP:
		return "CONCAT(LEFT(@@hostname, 37), ':', @@port, '/', @@server_uuid)";
	case MYSQLDB_NO_CLUSTER:
		break;
	}
	return "''";
}
