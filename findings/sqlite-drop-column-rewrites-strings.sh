#!/bin/bash
# ALTER TABLE ... DROP COLUMN of one SQLite table rewrites the stored text of others: "text" becomes 'text' in their checks
# and views, but not in their defaults.
#
# Found with SQLite 3.54.1 (PyPI's apsw, whose version is that of the SQLite inside).  Where double quotes hold no name of a
# column they are read as a string, which older schemas use; DROP COLUMN and RENAME COLUMN settle that for the whole schema.
# ADD COLUMN and RENAME TO leave it alone.  A comparison of stored texts, or of their checksums, then finds changes in tables
# that no statement has named.
set -euo pipefail
. "$(dirname "$0")/support/sqlite.bash"

cat >try.py <<'END'
import apsw

print(apsw.sqlite_lib_version())
for change in ("ADD COLUMN c", "RENAME TO other", "DROP COLUMN b", "RENAME COLUMN a TO c"):
    db = apsw.Connection(":memory:")
    db.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 1)
    db.execute("CREATE TABLE t (a, b)")
    db.execute('CREATE TABLE task (state DEFAULT "new", CHECK (state <> "gone"))')
    db.execute('CREATE VIEW open AS SELECT * FROM task WHERE state = "new"')
    db.execute(f"ALTER TABLE t {change}")
    print(change)
    for row in db.execute("SELECT sql FROM sqlite_schema WHERE name IN ('task', 'open')"):
        print(" ", *row)
END
sqlite 3.54.1.0 | tee out
diff - out <<'END'
3.54.1
ADD COLUMN c
  CREATE TABLE task (state DEFAULT "new", CHECK (state <> "gone"))
  CREATE VIEW open AS SELECT * FROM task WHERE state = "new"
RENAME TO other
  CREATE TABLE task (state DEFAULT "new", CHECK (state <> "gone"))
  CREATE VIEW open AS SELECT * FROM task WHERE state = "new"
DROP COLUMN b
  CREATE TABLE task (state DEFAULT "new", CHECK (state <> 'gone'))
  CREATE VIEW open AS SELECT * FROM task WHERE state = 'new'
RENAME COLUMN a TO c
  CREATE TABLE task (state DEFAULT "new", CHECK (state <> 'gone'))
  CREATE VIEW open AS SELECT * FROM task WHERE state = 'new'
END
