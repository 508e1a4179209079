import: the rules of each tool, one after the other.

  $ init() { rm -rf m alembic.ini; sqlembic init -q m; }
  $ put() { mkdir -p "$(dirname "$1")"; printf '%b' "$2" > "$1"; }
  $ from() { init; sqlembic import "$@"; }

sqlx: pairs and single files by number; golang-migrate names its pairs alike, and a Rust project decides.

  $ put sqlx/migrations/20260101000000_a_table.up.sql 'CREATE TABLE a (x INTEGER);\n'
  $ put sqlx/migrations/20260101000000_a_table.down.sql 'DROP TABLE a;\n'
  $ put sqlx/migrations/2_b.sql '-- no-transaction\nCREATE INDEX i ON a (x);\n'; touch sqlx/migrations/notes.sql
  $ from sqlx/migrations --dry-run --tool golang-migrate
  20260101000000 <- sqlx/migrations/20260101000000_a_table.up.sql, sqlx/migrations/20260101000000_a_table.down.sql
  1 revision of golang-migrate would be written.
  $ touch sqlx/Cargo.toml sqlx/migrations/3_gone.down.sql; from sqlx/migrations
  warning: sqlx/migrations/3_gone.down.sql undoes a version that no file has, and is left out
  2 <- sqlx/migrations/2_b.sql (transaction: off) (irreversible)
  20260101000000 <- sqlx/migrations/20260101000000_a_table.up.sql, sqlx/migrations/20260101000000_a_table.down.sql
  Done: 2 revisions of sqlx written.
  $ touch sqlx/migrations/x_y.sql; from sqlx/migrations
  sqlembic: sqlx/migrations/x_y.sql has no number before its '_'
    next: sqlx refuses the directory, too: its files are named 1_name.sql
  [1]
  $ rm sqlx/migrations/x_y.sql; touch sqlx/migrations/02_c.sql; from sqlx/migrations
  sqlembic: sqlx/migrations/02_c.sql and sqlx/migrations/2_b.sql are the same version
    next: give one of them another number
  [1]

Flyway: versions in parts, folders, undo scripts, repeatable ones, placeholders, settings beside a file.

  $ put fw/V1_10__ten.sql 'CREATE TABLE t10 (x);\n'; put fw/sub/V1_9__nine__more.SQL 'CREATE TABLE t9 (x);\n'
  $ put fw/V2.sql ''; put fw/v3__lower.sql ''; put fw/V3__.sql ''; put fw/U1.10__ten.sql 'DROP TABLE t10;\n'
  $ put fw/R__views.sql 'CREATE VIEW v AS SELECT 1;\n'; put fw/B2__base.sql ''; put fw/U9__x.sql ''
  $ put fw/V3__.sql.conf 'executeInTransaction = false\n'
  $ from fw
  warning: fw/R__views.sql is run by Flyway whenever it changes; its revision runs once
  warning: fw/U9__x.sql undoes a version that no file has, and is left out
  warning: fw/B2__base.sql is a baseline, and left out: others build the same
  1.9 <- fw/sub/V1_9__nine__more.SQL (irreversible)
  1.10 <- fw/V1_10__ten.sql, fw/U1.10__ten.sql
  2 <- fw/V2.sql (irreversible)
  3 <- fw/V3__.sql (transaction: off) (irreversible)
  R_views <- fw/R__views.sql (irreversible)
  Done: 5 revisions of flyway written.
  $ sqlembic history
  3 -> R_views (head), views
  2 -> 3, empty message
  1.10 -> 2, empty message
  1.9 -> 1.10, ten
  <base> -> 1.9, nine  more
  $ cat m/versions/1.10_ten.down.sql
  -- Takes back: ten
  --
  -- revision: 1.10
  
  /* flyway: U1.10__ten.sql */
  DROP TABLE t10;
  $ put fw/V4__p.sql "CREATE TABLE \${name} (x);\n-- \${flyway:user}\n"; from fw 2>&1 | tail -4
  warning: fw/R__views.sql is run by Flyway whenever it changes; its revision runs once
  sqlembic: '${name}' is a placeholder that Flyway replaces
    at fw/V4__p.sql:1:14
    next: give its value: sqlembic -x name=VALUE import ...
  $ init; sqlembic -x name=four -x flyway:user=me import fw 2>&1 | tail -1; tail -2 m/versions/4_p.up.sql
  Done: 6 revisions of flyway written.
  CREATE TABLE four (x);
  -- me
  $ put fw/V4__p.sql.conf 'placeholderReplacement=false\n'; from fw 2>&1 | tail -1; tail -2 m/versions/4_p.up.sql
  Done: 6 revisions of flyway written.
  CREATE TABLE ${name} (x);
  -- ${flyway:user}
  $ put fw/V4__p.sql.conf 'shouldExecute=false\n'; from fw 2>&1 | tail -4
  warning: fw/R__views.sql is run by Flyway whenever it changes; its revision runs once
  sqlembic: a migration that Flyway does not execute
    at fw/V4__p.sql.conf:1:1
    next: import a directory without it
  $ rm fw/V4*; touch fw/V01.10.0__again.sql; from fw 2>&1 | tail -3
  warning: fw/B2__base.sql is a baseline, and left out: others build the same
  sqlembic: fw/V01.10.0__again.sql and fw/V1_10__ten.sql are both version 1.10
    next: give one of them another number
  $ rm fw/V01*; touch fw/V5__j.java; from fw 2>&1 | tail -3
  warning: fw/R__views.sql is run by Flyway whenever it changes; its revision runs once
  sqlembic: fw/V5__j.java is a migration in Java, which cannot be imported
    next: write what it does as SQL, and import a directory without it
  $ rm -r fw; put fw/B2__base.sql 'CREATE TABLE a (x);\n'; touch fw/B1__old.sql fw/V3__c.sql; from fw
  warning: fw/B1__old.sql is a baseline, and left out: others build the same
  2 <- fw/B2__base.sql (irreversible)
  3 <- fw/V3__c.sql (irreversible)
  Done: 2 revisions of flyway written.

Of several baselines the highest version counts, not the last name.

  $ rm -r fw; mkdir fw; touch fw/B9__nine.sql fw/B10__ten.sql fw/V11__more.sql; from fw
  warning: fw/B9__nine.sql is a baseline, and left out: others build the same
  10 <- fw/B10__ten.sql (irreversible)
  11 <- fw/V11__more.sql (irreversible)
  Done: 2 revisions of flyway written.

Directories without end are refused, not cut short.

  $ deep=deep/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17; put $deep/V1__a.sql ''; from deep
  sqlembic: deep/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17 lies in more than 16 directories
    next: name the directory that holds the migrations themselves
  [1]

refinery names its files as Flyway does: a Rust project decides.

  $ put rf/m/V1__a.sql 'CREATE TABLE a (x);\n'; put rf/m/U3__c.sql ''; put rf/m/V10__b.sql ''; touch rf/Cargo.toml
  $ from rf/m
  1 <- rf/m/V1__a.sql (irreversible)
  3 <- rf/m/U3__c.sql (irreversible)
  10 <- rf/m/V10__b.sql (irreversible)
  Done: 3 revisions of refinery written.
  $ touch rf/m/V2__b.rs; from rf/m
  sqlembic: rf/m/V2__b.rs is a migration in Rust, which cannot be imported
    next: write what it does as SQL, and import a directory without it
  [1]
  $ rm rf/m/*.rs; touch rf/m/V1.5__b.sql; from rf/m
  sqlembic: rf/m/V1.5__b.sql has a version that is no whole number
    next: number it as its neighbours are
  [1]

Diesel: directories; dashes are no part of a version; a metadata.toml without its key means no transaction.

  $ put di/00000000000000_diesel_initial_setup/up.sql ''; put di/00000000000000_diesel_initial_setup/down.sql ''
  $ put di/2026-01-01-000000_create_a/up.sql 'CREATE TABLE a (x);\n'; put di/2026-01-01-000000_create_a/down.sql 'DROP TABLE a;\n'
  $ put di/2026-01-02-000000_b/up.sql ''; put di/2026-01-02-000000_b/metadata.toml '# nothing\n'
  $ put di/2026-01-03-000000_c/up.sql ''; put di/2026-01-03-000000_c/metadata.toml 'run_in_transaction = true\n'
  $ from di
  00000000000000 <- di/00000000000000_diesel_initial_setup/up.sql, di/00000000000000_diesel_initial_setup/down.sql
  20260101000000 <- di/2026-01-01-000000_create_a/up.sql, di/2026-01-01-000000_create_a/down.sql
  20260102000000 <- di/2026-01-02-000000_b/up.sql (transaction: off) (irreversible)
  20260103000000 <- di/2026-01-03-000000_c/up.sql (irreversible)
  Done: 4 revisions of diesel written.

A name without "_" is the version itself; where it is longer than an identifier, a part of a hash stands for its end.

  $ put dl/2026-01-01-0900-add-the-column-of-names/up.sql ''; put dl/2026-01-02-0900-add-the-column-of-surnames/up.sql ''; from dl
  202601010900addthecolumnofnames <- dl/2026-01-01-0900-add-the-column-of-names/up.sql (irreversible)
  202601020900addthecolum_67e3bc89 <- dl/2026-01-02-0900-add-the-column-of-surnames/up.sql (irreversible)
  Done: 2 revisions of diesel written.

Prisma: directories, one way.

  $ put pr/20260101120000_init/migration.sql 'CREATE TABLE a (x);\n'; put pr/20260102120000_more/migration.sql ''; touch pr/migration_lock.toml
  $ from pr
  20260101120000 <- pr/20260101120000_init/migration.sql (irreversible)
  20260102120000 <- pr/20260102120000_more/migration.sql (irreversible)
  Done: 2 revisions of prisma written.
  $ grep -h create_date m/versions/*.up.sql
  -- create_date: 2026-01-01 12:00:00
  -- create_date: 2026-01-02 12:00:00
  $ put pr/20260101120000_also/migration.sql ''; from pr
  sqlembic: pr/20260101120000_also/migration.sql and pr/20260101120000_init/migration.sql would both be revision 20260101120000
    next: rename one of them, and its row in the tool's table
  [1]

Atlas: byte order, txmode, checkpoints; delimiters of its own are refused.

  $ put at/atlas.sum 'h1:\n'; put at/10_ten.sql 'CREATE TABLE a (x);\n'; put at/9.sql '-- atlas:txmode none\n\nCREATE TABLE b (x);\n'
  $ put at/95_point.sql '-- atlas:checkpoint\n\nCREATE TABLE a (x);\n'; put at/1_a.down.sql 'CREATE TABLE d (x);\n'
  $ from at
  sqlembic: at holds migrations of two tools: golang-migrate (1_a.down.sql) and atlas (atlas.sum)
    next: say which tool ran them: sqlembic import --tool golang-migrate at; or give each a directory of its own
  [1]
  $ from at --tool atlas
  warning: at/95_point.sql is a checkpoint, and left out: the others build the same
  10 <- at/10_ten.sql (irreversible)
  1 <- at/1_a.down.sql (irreversible)
  9 <- at/9.sql (transaction: off) (irreversible)
  Done: 3 revisions of atlas written.
  $ put at/97_d.sql '-- atlas:delimiter \\n\\n\\n\nSELECT 1;\n'; from at --tool atlas 2>&1 | tail -3
  sqlembic: a delimiter that only Atlas reads
    at at/97_d.sql:1:1
    next: end the statements with ';' in a copy of the file (on MySQL with DELIMITER), and import the copy

tern: both directions in one file, no gaps, templates refused.

  $ put te/001_a.sql 'CREATE TABLE a (x);\n\n---- create above / drop below ----\n\nDROP TABLE a;\n'
  $ put te/2_b.sql '---- tern: disable-tx ----\nCREATE INDEX i ON a (x);\n---- create above / drop below ----\n'
  $ put te/3_c.sql 'CREATE TABLE c (x);\n'; from te
  001 <- te/001_a.sql
  2 <- te/2_b.sql (transaction: off)
  3 <- te/3_c.sql (irreversible)
  Done: 3 revisions of tern written.
  $ cat m/versions/001_a.down.sql; tail -1 m/versions/2_b.up.sql
  -- Takes back: a
  --
  -- revision: 001
  
  /* tern: 001_a.sql */
  DROP TABLE a;
  CREATE INDEX i ON a (x);
  $ put te/5_e.sql ''; from te
  sqlembic: migration 4 is missing before te/5_e.sql
    next: tern refuses the directory, too: its numbers have no gaps
  [1]
  $ put te/99999999999999999999_x.sql ''; from te
  sqlembic: te/99999999999999999999_x.sql has a number that is too large
  [1]
  $ rm te/999*; put te/4_d.sql 'CREATE TABLE d (\n  y {{ .type }});\n'; from te
  sqlembic: '{{' begins a part that tern fills in from its settings
    at te/4_d.sql:2:5
    next: put its value into a copy of the file, and import the copy
  [1]

node-pg-migrate: numbers that are dates or milliseconds, markers, files without any.

  $ put np/1700000000000_first.sql '-- Up Migration\nCREATE TABLE a (x);\n-- Down Migration\nDROP TABLE a;\n'
  $ put np/20230101000000000_earlier-one.sql 'CREATE TABLE z (x);\n-- note: down migration\n'
  $ put np/1800000000000_later.sql '  --- up  migration of more\nCREATE TABLE c (x);\n--down migration\n'
  $ from np
  20230101000000000 <- np/20230101000000000_earlier-one.sql (irreversible)
  1700000000000 <- np/1700000000000_first.sql
  1800000000000 <- np/1800000000000_later.sql
  Done: 3 revisions of node-pg-migrate written.
  $ cat m/versions/1700000000000_first.down.sql; tail -1 m/versions/1800000000000_later.up.sql
  -- Takes back: first
  --
  -- revision: 1700000000000
  
  /* node-pg-migrate: 1700000000000_first.sql */
  DROP TABLE a;
  CREATE TABLE c (x);
  $ put gm/1_a.up.sql 'CREATE TABLE a (x);\n'; put gm/1_a.down.sql '-- Down migration of a\nDROP TABLE a;\n'; from gm
  1 <- gm/1_a.up.sql, gm/1_a.down.sql
  Done: 1 revision of golang-migrate written.
  $ put gg/1_a.sql '-- +goose Up\nCREATE TABLE a (x);\n-- +goose Down\n-- Down migration is not needed: it goes with b.\n'
  $ put gg/2_b.sql '-- +goose Up\n-- Up migration, part 2\nCREATE TABLE b (x);\n-- +goose Down\nDROP TABLE b; DROP TABLE a;\n'; from gg
  1 <- gg/1_a.sql
  2 <- gg/2_b.sql
  Done: 2 revisions of goose written.
  $ touch np/1800000000001_x.js; from np
  sqlembic: np/1800000000001_x.js is a migration in JavaScript, which cannot be imported
    next: write what it does as SQL, and import a directory without it
  [1]

Supabase: a config.toml in the directory above.

  $ put supabase/config.toml ''; put supabase/migrations/20260101000000_a.sql 'CREATE TABLE a (x);\n'; from supabase/migrations
  20260101000000 <- supabase/migrations/20260101000000_a.sql (irreversible)
  Done: 1 revision of supabase written.
  $ put supabase/migrations/20260103000000_m.sql '-- Up migration\nCREATE TABLE m (x);\n\n-- Down migration\n-- DROP TABLE m;\n'; from supabase/migrations 2>&1 | tail -1; rm supabase/migrations/*_m.sql
  Done: 2 revisions of supabase written.
  $ put supabase/migrations/06_b.sql ';'; put supabase/migrations/5_c.sql ';'; put supabase/migrations/10_d.sql ';'; put supabase/migrations/1_e.sql ';'; put supabase/migrations/20260102000000.sql ';'
  $ from supabase/migrations
  06 <- supabase/migrations/06_b.sql (irreversible)
  10 <- supabase/migrations/10_d.sql (irreversible)
  1 <- supabase/migrations/1_e.sql (irreversible)
  20260101000000 <- supabase/migrations/20260101000000_a.sql (irreversible)
  5 <- supabase/migrations/5_c.sql (irreversible)
  Done: 5 revisions of supabase written.

graphile-migrate: its header goes, one line of it counts.

  $ put gr/committed/000001.sql '--! Previous: -\n--! Hash: sha1:00\n\nCREATE TABLE a (x);\n'; put gr/current.sql ''
  $ put gr/committed/000002-idx.sql '--! Previous: sha1:00\n--! Hash: sha1:11\n--! Message: idx: of a\n\n--! no-transaction\nCREATE INDEX i ON a (x);\n'
  $ from gr
  000001 <- gr/committed/000001.sql (irreversible)
  000002 <- gr/committed/000002-idx.sql (transaction: off) (irreversible)
  Done: 2 revisions of graphile-migrate written.
  $ cat m/versions/000002_idx_of_a.up.sql
  -- idx: of a
  --
  -- revision: 000002
  -- down_revision: 000001
  -- transaction: off
  
  /* graphile-migrate: committed/000002-idx.sql */
  CREATE INDEX i ON a (x);
  $ put gr/committed/000003.sql "--! Previous: sha1:11\n--! Hash: sha1:22\n\nSELECT to_char(now(), 'HH24:MI');\n"; from gr 2>&1 | tail -1
  Done: 3 revisions of graphile-migrate written.
  $ put gr/committed/000003.sql '--! Previous: sha1:11\n--! Hash: sha1:11\n\nGRANT ALL ON a::TEXT TO :APP_USER;\n'; from gr
  sqlembic: a placeholder that graphile-migrate replaces
    at gr/committed/000003.sql:4:25
    next: put its value into a copy of the file, and import the copy
  [1]
