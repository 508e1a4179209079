Real projects of others, applied as their own clients apply them.  The data are large and not in the tree: SQLEMBIC_SHARED
names their directory.

  $ [ -n "${SQLEMBIC_SHARED:-}" ] || exit 80

SQLite projects run online, offline through the sqlite3 shell, down as far as they go, and up again; schema and rows are
compared with what the shell left.  Of the others the offline script must hold every statement, unchanged, and be cut into
the same statements when it is read again.

  $ "$SQLEMBIC_SOURCE/test/support/corpus" "$SQLEMBIC_SHARED/corpus"
  chinook-mysql: offline, 1 revision, 57 statements
  chinook-postgresql: offline, 1 revision, 57 statements
  chinook-sqlite: 1 up, irreversible, offline
  chirpstack-postgresql: offline, 31 revisions, 138 statements
  chirpstack-sqlite: 14 up, 14 down, up again, offline
  kea-mysql: offline, 1 revision, 790 statements
  kea-postgresql: offline, 1 revision, 720 statements
  playbooks-mysql: offline, 80 revisions, 320 statements
  playbooks-postgresql: offline, 80 revisions, 103 statements
  sakila-mysql: offline, 1 revision, 38 statements
  sakila-sqlite: 1 up, 1 down, up again, offline
  sourcegraph_codeintel-postgresql: offline, 33 revisions, 309 statements
