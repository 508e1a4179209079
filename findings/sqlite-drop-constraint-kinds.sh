#!/bin/bash
# SQLite's ALTER TABLE ... DROP CONSTRAINT came with 3.53, but a named foreign key can be dropped by it from 3.54 on only;
# a named UNIQUE constraint by neither.
#
# Found with SQLite 3.53.4 and 3.54.1 (PyPI's apsw, whose version is that of the SQLite inside).  Both drop a named CHECK.
# 3.53 answers "constraint may not be dropped" for a foreign key, in either spelling.  A tool that asks for the version in
# which the statement appeared writes a script that fails on the whole series 3.53, and has to make the table anew there.
set -euo pipefail
. "$(dirname "$0")/support/sqlite.bash"

cat >try.py <<'END'
import apsw

db = apsw.Connection(":memory:")
db.execute("""CREATE TABLE p (a PRIMARY KEY);
CREATE TABLE t (b CONSTRAINT g REFERENCES p (a), CONSTRAINT f FOREIGN KEY (b) REFERENCES p (a), CONSTRAINT k CHECK (b > 0),
    CONSTRAINT u UNIQUE (b))""")
said = []
for name in "kfgu":
    try:
        db.execute(f"ALTER TABLE t DROP CONSTRAINT {name}")
        said.append(f"{name}: dropped")
    except apsw.SQLError as e:
        said.append(str(e))
print(apsw.sqlite_lib_version(), *said, sep="; ")
END
for version in 3.53.4.0 3.54.1.0; do
	sqlite "$version"
done >out
cat out
no='constraint may not be dropped'
diff - out <<END
3.53.4; k: dropped; $no: f; $no: g; $no: u
3.54.1; k: dropped; f: dropped; g: dropped; $no: u
END
