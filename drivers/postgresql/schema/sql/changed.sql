-- changed.sql: how many rows this session has inserted, updated and deleted in each table, since the server took these numbers
-- over the last time, which it never does inside of a transaction.  Sequences have their number of looks instead.  Since 16 a row
-- that comes into an empty table has fetched no block of it.
select c.oid, relkind, case when c.oid < 16384 then relname::text else format('%I.%I', nspname, relname) end as name,
	pg_stat_get_xact_tuples_inserted(c.oid), pg_stat_get_xact_tuples_updated(c.oid), pg_stat_get_xact_tuples_deleted(c.oid),
	case when relkind = 'S' then pg_stat_get_xact_blocks_fetched(c.oid) else 0 end,
	case when relpersistence = 't' then 1 else 0 end,
	txid_current_if_assigned()::text, txid_snapshot_xmax(txid_current_snapshot())::text
from pg_class c
join pg_namespace n on n.oid = relnamespace
where relkind in ('r', 'm', 'S') and nspname <> 'information_schema'
	and (pg_stat_get_xact_blocks_fetched(c.oid) > 0 or pg_stat_get_xact_tuples_inserted(c.oid) > 0)
