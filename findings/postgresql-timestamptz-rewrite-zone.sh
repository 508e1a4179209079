#!/bin/bash
# ALTER COLUMN TYPE from timestamp to timestamptz keeps the table's file if the session's TimeZone is UTC, and rewrites it in
# a zone that never differs from UTC; with USING c AT TIME ZONE 'UTC', which says what is meant, it rewrites always.
#
# Found with PostgreSQL 18.6.  The usual advice is to spell out the conversion.  For a large table that is the dear way:
# without USING the server compares the zone's rules with UTC's, and takes Etc/UTC and GMT, but not Africa/Abidjan, whose
# history has another offset.  With USING it sees a function call.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

while read -r zone expected using; do
	found=$(
		sql <<-END
			SET TimeZone = '$zone';
			CREATE TABLE t (c timestamp);
			SELECT pg_relation_filenode('t') AS before \gset
			ALTER TABLE t ALTER COLUMN c TYPE timestamptz $using;
			SELECT CASE WHEN pg_relation_filenode('t') = :before THEN 'kept' ELSE 'rewritten' END;
			DROP TABLE t;
		END
	)
	echo "$zone${using:+, $using}: $found"
	[ "$found" = "$expected" ]
done <<END
UTC kept
GMT kept
Africa/Abidjan rewritten
Europe/Berlin rewritten
UTC rewritten USING c AT TIME ZONE 'UTC'
END
