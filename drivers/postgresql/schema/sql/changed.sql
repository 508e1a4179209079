-- changed.sql: how many rows this session has inserted, updated and deleted in each table of which it has, since the server took
-- these numbers over the last time, which it never does inside of a transaction; and pg_class, into which the query itself has
-- looked.  Sequences have their number of looks instead.  Since 16 a row that comes into an empty table has fetched no block of it.
-- Last whether a part of this transaction was rolled back: such a part has a number above that of the transaction and has ended, as
-- a transaction of another session may have; where others have made many of these it is said without a look.  A script may have left
-- a search_path in which such names mean something else.
select c.oid, relkind, case when c.oid < 16384 then relname::text else pg_catalog.format('%I.%I', nspname, relname) end as name,
	pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid),
	case when relkind = 'S' then pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid) else 0 end,
	case when relpersistence = 't' then 1 else 0 end,
	pg_catalog.txid_current_if_assigned()::text,
	(select case when upper - lower > 100 or exists (select from pg_catalog.generate_series(lower, upper) x where pg_catalog.txid_status(x) = 'aborted')
			then 1 else 0 end
		from (select pg_catalog.txid_current_if_assigned() + 1 as lower, pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) - 1 as upper) q)
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = relnamespace
where relkind in ('r', 'm', 'S') and nspname <> 'information_schema'
	and (pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid) > 0 or pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) > 0)
	and (relkind = 'S' or c.oid = 1259
		or pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) > 0)
