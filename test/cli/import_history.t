import --history: what another tool's table says of its migrations.

  $ init() { rm -rf m alembic.ini app.db; sqlembic init -q m; }
  $ export DATABASE_URL=sqlite:///app.db
  $ mkdir db; for n in 1 2 3; do
  >   printf -- "-- migrate:up\nCREATE TABLE t$n (x);\n-- migrate:down\nDROP TABLE t$n;\n" > db/${n}_t$n.sql
  >   printf -- "-- +goose Up\nCREATE TABLE t$n (x);\n-- +goose Down\nDROP TABLE t$n;\n" > goose_${n}
  > done
  $ mkdir goose; for n in 1 2 3; do mv goose_$n goose/0000${n}_t$n.sql; done

goose: rows in the order in which they were applied, with times.

  $ goose() { rm -f app.db; sqlite3 app.db "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER, tstamp TIMESTAMP);
  >   INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES (0, 1, '2026-01-01 00:00:00'); $1"; }
  $ row() { echo "INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES ($1, $2, '2026-02-0$1 10:20:30');"; }
  $ init; goose "$(row 1 1; row 2 1) CREATE TABLE t1 (x); CREATE TABLE t2 (x);"; cp app.db before.db
  $ sqlembic import goose --history --dry-run; cmp app.db before.db; ls m/versions
  00001 <- goose/00001_t1.sql (applied 2026-02-01T10:20:30.000Z)
  00002 <- goose/00002_t2.sql (applied 2026-02-02T10:20:30.000Z)
  00003 <- goose/00003_t3.sql
  3 revisions of goose would be written.
  $ sqlembic import goose --history
  00001 <- goose/00001_t1.sql (applied 2026-02-01T10:20:30.000Z)
  00002 <- goose/00002_t2.sql (applied 2026-02-02T10:20:30.000Z)
  00003 <- goose/00003_t3.sql
  Done: 3 revisions of goose written, and the database's history.
  $ sqlembic status
  database   sqlite:///app.db
  current    00002
  heads      00003 (head)
  pending    00002 -> 00003, t3
  lock       free
  $ sqlembic log
  2026-02-02T10:20:30.000Z  upgrade    00002         done       1 statement  tester@vm
      tag: imported from goose
  2026-02-01T10:20:30.000Z  upgrade    00001         done       1 statement  tester@vm
      tag: imported from goose
  $ sqlite3 app.db "SELECT version_id, is_applied, tstamp FROM goose_db_version"; sqlembic upgrade -q head; sqlembic downgrade -q base; tables
  0|1|2026-01-01 00:00:00
  1|1|2026-02-01 10:20:30
  2|1|2026-02-02 10:20:30

Again, where it has been taken over: nothing changes; and where the database has gone on, it is refused.

  $ init; goose "$(row 1 1; row 2 1) CREATE TABLE t1 (x); CREATE TABLE t2 (x);"
  $ sqlembic import -q goose --history >/dev/null; sqlembic import goose --history; sqlembic log | wc -l
  00001 <- goose/00001_t1.sql (there already) (applied 2026-02-01T10:20:30.000Z)
  00002 <- goose/00002_t2.sql (there already) (applied 2026-02-02T10:20:30.000Z)
  00003 <- goose/00003_t3.sql (there already)
  Done: 0 revisions of goose written, and the database's history.
  4
  $ sqlembic upgrade -q head; sqlembic import goose --history >/dev/null
  sqlembic: alembic_version says already that the database is at 00003
    state: nothing was changed
    next: sqlembic status shows what is there; sqlembic stamp --purge base would empty the table first
  [1]

A second database of the same revisions, by its URL.

  $ mv app.db first.db; goose "$(row 1 1)"; mv app.db second.db; sqlembic import goose --database sqlite:///second.db -q
  00001 <- goose/00001_t1.sql (there already) (applied 2026-02-01T10:20:30.000Z)
  00002 <- goose/00002_t2.sql (there already)
  00003 <- goose/00003_t3.sql (there already)
  $ DATABASE_URL=sqlite:///second.db sqlembic current -q
  00001

Taken back, by the way of today and the old one: the newest row counts.

  $ init; goose "$(row 1 1; row 2 1; row 2 0)"; sqlembic import goose --history -q
  00001 <- goose/00001_t1.sql (applied 2026-02-01T10:20:30.000Z)
  00002 <- goose/00002_t2.sql
  00003 <- goose/00003_t3.sql

What cannot be taken over is refused by name, and nothing is written.

  $ init; goose "$(row 1 1; row 3 1)"; sqlembic import goose --history; ls m/versions
  sqlembic: goose_db_version: 00003 was applied without 00002, which comes before it
    state: nothing was written
    next: where the schema is as the files make it, import without the history, and record it: sqlembic stamp 00003
  $ goose "$(row 1 1; row 3 1; row 2 1)"; sqlembic import goose --history
  sqlembic: goose_db_version: 00003 was applied before 00002, which comes before it
    state: nothing was written
    next: where the schema is as the files make it, import without the history, and record it: sqlembic stamp 00003
  [1]
  $ goose "$(row 1 1; row 7 1; row 8 1)"; sqlembic import goose --history
  sqlembic: goose_db_version: no file explains 7, 8
    state: nothing was written
    next: bring the files back that were applied; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [1]
  $ rm app.db; sqlembic import goose --history
  sqlembic: the database has no table goose_db_version, where goose keeps its history
    next: look whether it is the right database; --table names another table
  [1]
  $ goose ''; sqlembic import goose --history --table other
  sqlembic: the database has no table other, where goose keeps its history
    next: look whether it is the right database; --table names another table
  [1]
  $ sqlembic import goose --table x
  usage: sqlembic import [--dry-run] [--history] [--database URL] [--verify] [--table NAME] [--tool NAME] from [directory]
  sqlembic: --table needs --history or --database
  [2]
  $ goose ''; sqlembic import goose --history
  00001 <- goose/00001_t1.sql
  00002 <- goose/00002_t2.sql
  00003 <- goose/00003_t3.sql
  Done: 3 revisions of goose written, and the database's history.

dbmate and golang-migrate share the table's name.

  $ init; sqlite3 app.db "CREATE TABLE schema_migrations (version varchar(128) primary key); INSERT INTO schema_migrations VALUES ('1'), ('2')"
  $ sqlembic import db --history
  1 <- db/1_t1.sql (applied)
  2 <- db/2_t2.sql (applied)
  3 <- db/3_t3.sql
  Done: 3 revisions of dbmate written, and the database's history.
  $ init; sqlite3 app.db "CREATE TABLE schema_migrations (version uint64, dirty bool); INSERT INTO schema_migrations VALUES (2, false)"
  $ sqlembic import db --history
  sqlembic: the table schema_migrations is that of golang-migrate, not of dbmate
    next: say whose migrations they are with --tool, or name the table with --table
  [1]
  $ mkdir go; for n in 1 2 3; do echo "CREATE TABLE t$n (x);" > go/${n}_t$n.up.sql; done; sqlembic import go --history; sqlembic current -q
  1 <- go/1_t1.up.sql (irreversible) (applied)
  2 <- go/2_t2.up.sql (irreversible) (applied)
  3 <- go/3_t3.up.sql (irreversible)
  Done: 3 revisions of golang-migrate written, and the database's history.
  2
  $ init; sqlite3 app.db "CREATE TABLE schema_migrations (version uint64, dirty bool); INSERT INTO schema_migrations VALUES (2, true)"
  $ sqlembic import go --history
  sqlembic: schema_migrations: failed, or half applied: 2
    state: nothing was written
    next: finish it or take it back, and say so to the tool; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [1]
  $ sqlite3 app.db "UPDATE schema_migrations SET version = 9, dirty = 0"; sqlembic import go --history
  sqlembic: schema_migrations: no file explains 9
    state: nothing was written
    next: bring the files back that were applied; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [1]
  $ sqlite3 app.db "DELETE FROM schema_migrations"; sqlembic import -q go --history; sqlembic current
  1 <- go/1_t1.up.sql (irreversible)
  2 <- go/2_t2.up.sql (irreversible)
  3 <- go/3_t3.up.sql (irreversible)

Flyway: failed, changed, deleted, baselines, repeatable ones, Java.

  $ mkdir fw; for n in 1 2 3; do echo "CREATE TABLE t$n (x);" > fw/V${n}__t$n.sql; done; echo 'CREATE VIEW v AS SELECT 1;' > fw/R__a_view.sql
  $ flyway() { init; sqlite3 app.db "CREATE TABLE flyway_schema_history (installed_rank INT, version TEXT, description TEXT, type TEXT, script TEXT, checksum INT, installed_by TEXT, installed_on TEXT, execution_time INT, success BOOLEAN)"; while read -r values; do sqlite3 app.db "INSERT INTO flyway_schema_history VALUES ($values)"; done; sqlembic import fw --history 2>&1 | grep -v warning; }
  $ one="1, '1', 't1', 'SQL', 'V1__t1.sql', NULL, 'me', '2026-02-01 10:20:30.125', 17, 1"
  $ echo "$one" | flyway; sqlembic log
  1 <- fw/V1__t1.sql (irreversible) (applied 2026-02-01T10:20:30.125Z)
  2 <- fw/V2__t2.sql (irreversible)
  3 <- fw/V3__t3.sql (irreversible)
  R_a_view <- fw/R__a_view.sql (irreversible)
  Done: 4 revisions of flyway written, and the database's history.
  2026-02-01T10:20:30.125Z  upgrade    1             done       1 statement  17 ms  tester@vm
      tag: imported from flyway
  $ printf '%s\n' "$one" "2, '2', 't2', 'SQL', 'V2__t2.sql', 1, 'me', '2026-02-01', 1, 1" | flyway
  sqlembic: flyway_schema_history: changed since they were applied: 2
    state: nothing was written
    next: bring back the files as they ran; or import without the history, and record where the schema is: sqlembic stamp REVISION
  $ printf '%s\n' "$one" "2, '2', 't2', 'SQL', 'V2__t2.sql', NULL, 'me', '2026-02-01', 1, 0" | flyway
  sqlembic: flyway_schema_history: failed, or half applied: 2
    state: nothing was written
    next: finish it or take it back, and say so to the tool; or import without the history, and record where the schema is: sqlembic stamp REVISION
  $ printf '%s\n' "$one" "2, '3', 't3', 'SQL', 'V3__t3.sql', NULL, 'me', '2026-02-01', 1, 1" "3, '2', 't2', 'SQL', 'V2__t2.sql', NULL, 'me', '2026-02-01', 1, 1" | flyway
  sqlembic: flyway_schema_history: 3 was applied before 2, which comes before it
    state: nothing was written
    next: where the schema is as the files make it, import without the history, and record it: sqlembic stamp 3
  $ printf '%s\n' "1, '2', 'base', 'BASELINE', 'base', NULL, 'me', '2026-02-01 10:00:00', 0, 1" "2, '3', 't3', 'SQL', 'V3__t3.sql', NULL, 'me', '2026-02-01 11:00:00', 1, 1" "3, NULL, 'a view', 'SQL', 'R__a_view.sql', 5, 'me', '2026-02-02 10:00:00', 1, 1" | flyway
  1 <- fw/V1__t1.sql (irreversible) (applied)
  2 <- fw/V2__t2.sql (irreversible) (applied)
  3 <- fw/V3__t3.sql (irreversible) (applied 2026-02-01T11:00:00.000Z)
  R_a_view <- fw/R__a_view.sql (irreversible) (applied 2026-02-02T10:00:00.000Z)
  Done: 4 revisions of flyway written, and the database's history.
  $ printf '%s\n' "$one" "2, '2', 't2', 'SQL', 'V2__t2.sql', NULL, 'me', '2026-02-01', 1, 1" "3, '2', 't2', 'DELETE', 'V2__t2.sql', NULL, 'me', '2026-02-01', 1, 1" | flyway
  1 <- fw/V1__t1.sql (irreversible) (applied 2026-02-01T10:20:30.125Z)
  2 <- fw/V2__t2.sql (irreversible)
  3 <- fw/V3__t3.sql (irreversible)
  R_a_view <- fw/R__a_view.sql (irreversible)
  Done: 4 revisions of flyway written, and the database's history.
  $ printf '%s\n' "$one" "2, '1.5', 'j', 'JDBC', 'V1_5__j', NULL, 'me', '2026-02-01', 1, 1" | flyway
  sqlembic: flyway_schema_history: no file explains 1.5
    state: nothing was written
    next: bring the files back that were applied; or import without the history, and record where the schema is: sqlembic stamp REVISION

Prisma, sqlx, Atlas, Diesel, refinery: what failed, stopped half way or was changed.

  $ mkdir -p pr/20260101000000_a; echo 'CREATE TABLE a (x);' > pr/20260101000000_a/migration.sql; sum=$(sha256sum < pr/20260101000000_a/migration.sql | cut -c1-64)
  $ prisma() { init; sqlite3 app.db "CREATE TABLE _prisma_migrations (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count); $1"; sqlembic import pr --history; }
  $ prisma "INSERT INTO _prisma_migrations VALUES ('x', '$sum', NULL, '20260101000000_a', 'error', 1, 1767225600000, 0), ('y', '$sum', 1767225660000, '20260101000000_a', NULL, NULL, 1767225650000, 1)"
  20260101000000 <- pr/20260101000000_a/migration.sql (irreversible) (applied 2026-01-01T00:01:00.000Z)
  Done: 1 revision of prisma written, and the database's history.
  $ prisma "INSERT INTO _prisma_migrations VALUES ('x', '$sum', NULL, '20260101000000_a', 'error', NULL, 1767225600000, 0)"
  sqlembic: _prisma_migrations: failed, or half applied: 20260101000000_a
    state: nothing was written
    next: finish it or take it back, and say so to the tool; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [1]
  $ prisma "INSERT INTO _prisma_migrations VALUES ('x', 'abc', 1767225660000, '20260101000000_a', NULL, NULL, 1767225600000, 0)"
  sqlembic: _prisma_migrations: changed since they were applied: 20260101000000_a
    state: nothing was written
    next: bring back the files as they ran; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [6]
  $ sed -i '1s/^/\xef\xbb\xbf/' pr/*/migration.sql; sum=$(sha256sum < pr/20260101000000_a/migration.sql | cut -c1-64)
  $ prisma "INSERT INTO _prisma_migrations VALUES ('x', '$sum', 99999999999999999999, '20260101000000_a', NULL, NULL, 1767225600000, 0), ('y', '$sum', '99999999999999999999', '20260101000000_a', NULL, NULL, 1767225600001, 0)"
  20260101000000 <- pr/20260101000000_a/migration.sql (irreversible) (applied)
  Done: 1 revision of prisma written, and the database's history.
  $ mkdir -p sx/m; touch sx/Cargo.toml; for n in 1 2; do echo "CREATE TABLE t$n (x);" > sx/m/${n}_t$n.sql; done
  $ sqlx() { init; sqlite3 app.db "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT, installed_on TIMESTAMP, success BOOLEAN, checksum BLOB, execution_time BIGINT); INSERT INTO _sqlx_migrations VALUES $1"; sqlembic import sx/m --history; }
  $ sqlx "(1, 't1', '2026-01-01T10:00:00+02:00', 1, x'00', 2500000), (2, 't2', '2026-01-02', 0, x'00', -1)"
  sqlembic: _sqlx_migrations: failed, or half applied: 2
    state: nothing was written
    next: finish it or take it back, and say so to the tool; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [1]
  $ sqlx "(1, 't1', '2026-01-01T10:00:00+02:00', 1, x'00', 2500000)"; sqlembic log
  1 <- sx/m/1_t1.sql (irreversible) (applied 2026-01-01T08:00:00.000Z)
  2 <- sx/m/2_t2.sql (irreversible)
  Done: 2 revisions of sqlx written, and the database's history.
  2026-01-01T08:00:00.000Z  upgrade    1             done       1 statement  2 ms  tester@vm
      tag: imported from sqlx
  $ mkdir at; touch at/atlas.sum; for n in 1 2 3; do echo "CREATE TABLE t$n (x);" > at/${n}_t$n.sql; done
  $ atlas() { init; sqlite3 app.db "CREATE TABLE atlas_schema_revisions (version, description, type, applied, total, executed_at, execution_time, error, error_stmt, hash, partial_hashes, operator_version); $1"; sqlembic import at --history; }
  $ atlas "INSERT INTO atlas_schema_revisions VALUES ('2', '', 1, 0, 0, '2026-01-01 10:00:00', 0, '', '', '', '', ''), ('3', '', 2, 1, 1, '2026-01-01 11:00:00', 5000000, '', '', '', '', '')"
  1 <- at/1_t1.sql (irreversible) (applied)
  2 <- at/2_t2.sql (irreversible) (applied)
  3 <- at/3_t3.sql (irreversible) (applied 2026-01-01T11:00:00.000Z)
  Done: 3 revisions of atlas written, and the database's history.
  $ atlas "INSERT INTO atlas_schema_revisions VALUES ('1', '', 2, 1, 2, '2026-01-01 10:00:00', 0, 'error', 'x', '', '', '')"
  sqlembic: atlas_schema_revisions: failed, or half applied: 1
    state: nothing was written
    next: finish it or take it back, and say so to the tool; or import without the history, and record where the schema is: sqlembic stamp REVISION
  [1]
  $ init; mkdir -p di/2026-01-01-000000_a; touch di/2026-01-01-000000_a/up.sql; sqlite3 app.db "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY, run_on TIMESTAMP); INSERT INTO __diesel_schema_migrations VALUES ('20260101000000', '2026-03-04 05:06:07')"
  $ sqlembic import di --history
  20260101000000 <- di/2026-01-01-000000_a/up.sql (irreversible) (applied 2026-03-04T05:06:07.000Z)
  Done: 1 revision of diesel written, and the database's history.
  $ init; long=2026-01-02-0900-add-the-column-of-surnames; mkdir -p dl/$long; touch dl/$long/up.sql; sqlite3 app.db "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY, run_on TIMESTAMP); INSERT INTO __diesel_schema_migrations VALUES ('202601020900addthecolumnofsurnames', '2026-03-04 05:06:07')"
  $ sqlembic import dl --history
  202601020900addthecolum_67e3bc89 <- dl/2026-01-02-0900-add-the-column-of-surnames/up.sql (irreversible) (applied 2026-03-04T05:06:07.000Z)
  Done: 1 revision of diesel written, and the database's history.
