#!/bin/bash
# ATTACH PARTITION does not take an index that still waits for its parts: it makes a second one, which takes them away.
#
# Found with PostgreSQL 18.6.  A partitioned table's index is made without a long lock in steps: ON ONLY, then one on each
# partition CONCURRENTLY, then each is attached.  If the table becomes a partition of another one in between, its index is
# passed over, since it is not valid yet; the one made instead adopts the parts, and the first can never be finished.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

sql <<'END' 2>&1 | tee out
CREATE TABLE event (day int, kind int) PARTITION BY RANGE (day);
CREATE INDEX event_kind ON event (kind);
CREATE TABLE year (day int, kind int) PARTITION BY RANGE (day);
CREATE TABLE month PARTITION OF year FOR VALUES FROM (0) TO (10);
CREATE INDEX year_kind ON ONLY year (kind);
CREATE INDEX month_kind ON month (kind);
ALTER TABLE event ATTACH PARTITION year FOR VALUES FROM (0) TO (100);
SELECT indexrelid::regclass, indrelid::regclass, indisvalid, inhparent::regclass
FROM pg_index LEFT JOIN pg_inherits ON inhrelid = indexrelid
WHERE indrelid IN ('event'::regclass, 'year'::regclass, 'month'::regclass) ORDER BY indexrelid;
\set ON_ERROR_STOP 0
ALTER INDEX year_kind ATTACH PARTITION month_kind;
END
diff - out <<'END'
event_kind|event|t|
year_kind|year|f|
month_kind|month|t|year_kind_idx
year_kind_idx|year|t|event_kind
ERROR:  cannot attach index "month_kind" as a partition of index "year_kind"
DETAIL:  Index "month_kind" is already attached to another index.
END
