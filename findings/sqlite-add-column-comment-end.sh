#!/bin/bash
# SQLite refuses ALTER TABLE ... ADD COLUMN if the definition ends in a comment of two dashes, with "incomplete input", also
# where the line ends and a semicolon follows.
#
# Found with SQLite 3.54.1 (PyPI's apsw, whose version is that of the SQLite inside).  The definition is put as written in
# front of the bracket that ends the table's stored text, and the new text is read: the bracket is then part of the comment.
# CREATE TABLE takes such a comment behind its last column, and a comment of slash and star is taken by both.  A column that
# is moved with its comment from a schema file into a migration stops there.
set -euo pipefail
. "$(dirname "$0")/support/sqlite.bash"

cat >try.py <<'END'
import apsw

db = apsw.Connection(":memory:")
print(apsw.sqlite_lib_version())
for statement in (
    "CREATE TABLE t (a TEXT -- what it is\n);",
    "ALTER TABLE t ADD COLUMN b TEXT /* what it is */;",
    "ALTER TABLE t ADD COLUMN c TEXT -- what it is\n;",
):
    try:
        db.execute(statement)
        print("taken")
    except apsw.SQLError as e:
        print(e)
END
sqlite 3.54.1.0 | tee out
diff - out <<END
3.54.1
taken
taken
error in table t after add column: incomplete input
END
