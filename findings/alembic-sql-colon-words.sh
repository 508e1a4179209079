#!/bin/bash
# alembic upgrade --sql changes text inside string literals: a word behind a colon becomes NULL.
#
# Found with Alembic 1.20.1 and SQLAlchemy 2.0.51 (PyPI).  op.execute() takes a plain string as SQL text with bind
# parameters, also inside of quotes.  Run against a database, a statement with such a word stops with an error that names
# the missing parameter.  Printed with --sql, the same statement has the word replaced by NULL inside the literal, with exit
# status 0 and no warning: a script reviewed by its author in Python differs from what the DBA is handed.
# A backslash before the colon keeps the text in both.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check alembic==1.20.1 SQLAlchemy==2.0.51
venv/bin/alembic init -q scripts 2>/dev/null || venv/bin/alembic init scripts >/dev/null
sed -i 's#^sqlalchemy.url = .*#sqlalchemy.url = sqlite:///site.db#' alembic.ini
cat >scripts/versions/a1.py <<'END'
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.execute("INSERT INTO page (path) VALUES ('/users/:id/edit')")
    op.execute(r"INSERT INTO page (path) VALUES ('/files/\:name')")


def downgrade():
    pass
END
printed=$(venv/bin/alembic upgrade head --sql 2>/dev/null)
printf '%s\n' "$printed" | grep 'INTO page'
printf '%s\n' "$printed" | grep -qF "VALUES ('/users/NULL/edit')"
printf '%s\n' "$printed" | grep -qF "VALUES ('/files/:name')"

sqlite() { venv/bin/python -c 'import sqlite3, sys; sqlite3.connect("site.db").execute(sys.argv[1])' "$1"; }
sqlite 'CREATE TABLE page (path TEXT)'
if venv/bin/alembic upgrade head >online 2>&1; then
	echo 'online it passes now' >&2
	exit 1
fi
grep -o "A value is required for bind parameter 'id'" online
