#!/bin/bash
# ALTER COLUMN TYPE with the type that the column has already resets its collation, STORAGE and COMPRESSION.
#
# Found with PostgreSQL 18.6.  Such a statement changes no row and rewrites nothing, which is why generated scripts repeat it
# freely ("make sure that it is text").  The column's own settings go back to those of the type without a notice; default,
# statistics target, comment and grants stay.  The collation is then that of the database, and indexes are built anew for it.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

settings="SELECT attstorage, attcompression, collname FROM pg_attribute JOIN pg_collation c ON c.oid = attcollation
	WHERE attrelid = 't'::regclass AND attname = 'c'"
sql -c 'CREATE TABLE t (c text STORAGE external COMPRESSION pglz COLLATE "C")'
before=$(sql -c "$settings")
sql -c 'ALTER TABLE t ALTER COLUMN c TYPE text'
after=$(sql -c "$settings")
echo "$before; $after"
[ "$before; $after" = 'e|p|C; x||default' ]
