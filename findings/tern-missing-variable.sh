#!/bin/bash
# tern writes "<no value>" into the SQL where a migration uses a variable that is not set, and records the migration as
# done.
#
# Found with tern 2.3.4 (the Go module proxy) on PostgreSQL 18.6.  Migrations are templates, and a misspelt or missing
# variable is no error to them: inside of a string literal the placeholder's text reaches the table.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

GOBIN=$place/go GOFLAGS=-modcacherw GOPATH=$place/gopath GOCACHE=$place/cache \
	go install github.com/jackc/tern/v2@v2.3.4 2>said || { cat said; exit 1; }
mkdir migrations
cat >migrations/001_owner.sql <<'END'
CREATE TABLE setting (owner text);
INSERT INTO setting VALUES ('{{.owner}}');
END
printf '[database]\nhost = %s\ndatabase = postgres\nuser = postgres\n[data]\nowners = alice\n' "$PGHOST" >tern.conf
go/tern migrate --config tern.conf --migrations migrations >said 2>&1 || { cat said; exit 1; }
sql -c 'SELECT owner FROM setting' -c 'SELECT version FROM schema_version' | tee out
diff - out <<END
<no value>
1
END
