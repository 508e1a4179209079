#!/bin/bash
# A range type cannot be made anew beside the old one by its own owner: the functions that make its values belong to the
# superuser that initdb made.
#
# Found with PostgreSQL 18.6 and 15.20.  The usual way to change a type that columns have is to rename it, to create the
# new one, to convert the columns and to drop the old one.  ALTER TYPE ... RENAME, of the multirange, too, leaves the
# functions fr(int, int) and fr_multirange() under their old names, so that CREATE TYPE ends with "function ... already
# exists with same argument types" (42723).  The owner may rename the type, and drop it with its functions, but not rename
# these: "must be owner of function fr" (42501), whoever has made the type.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

sql <<'END'
CREATE ROLE maker;
GRANT CREATE ON SCHEMA public TO maker;
SET ROLE maker;
CREATE TYPE fr AS RANGE (SUBTYPE = int);
ALTER TYPE fr RENAME TO old;
ALTER TYPE fr_multirange RENAME TO old_multirange;
END
as_maker()
{
	sql <<<"SET ROLE maker; $1;" 2>error || cat error
}
as_maker 'CREATE TYPE fr AS RANGE (SUBTYPE = int)' | tee said
grep -q 'function "fr.*" already exists with same argument types' said
as_maker 'ALTER FUNCTION fr(int, int) RENAME TO old' | tee said
grep -q 'must be owner of function fr' said
[ -z "$(as_maker 'DROP TYPE old')" ]
[ "$(sql <<<"SELECT count(*) FROM pg_proc WHERE proname LIKE 'fr%'")" = 0 ]
