What goes wrong with migration tools, and does not here: each function is one such case, on every engine where it can happen.
docs/pitfalls.md lists them.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ two_revisions()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(99));
  > --- down
  > DROP TABLE one;
  > END
  >   mkrev b2 a1 second <<'END'
  > INSERT INTO one VALUES (1, 'one');
  > --- down
  > DELETE FROM one;
  > END
  > }

Files and revisions.

  $ a_late_merge_is_run_and_not_skipped()
  > {
  >   two_revisions
  >   run -q upgrade head
  >   mkrev a9 a1 'late' <<<'CREATE TABLE late (id INTEGER);'
  >   run upgrade head
  >   mkrev m1 'a9, b2' 'both' </dev/null
  >   run upgrade head
  >   query 'SELECT count(*) FROM late'
  > }
  $ everywhere a_late_merge_is_run_and_not_skipped
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: a9, b2
    state: nothing was changed
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  Running upgrade a1 -> a9, late
  Running upgrade a9, b2 -> m1, both
  Done: 2 revisions, 1 statement, N ms; now at m1 (head) (mergepoint).
  0

  $ a_renamed_file_is_the_same_revision()
  > {
  >   two_revisions
  >   run -q upgrade head
  >   mv migrations/versions/a1.up.sql migrations/versions/0001_first.up.sql
  >   mv migrations/versions/a1.down.sql migrations/versions/0001_first.down.sql
  >   run upgrade head
  > }
  $ everywhere a_renamed_file_is_the_same_revision
  Nothing to do: already at b2 (head).

  $ other_line_ends_a_byte_order_mark_and_comments_are_no_change()
  > {
  >   mkrev a1 '' first <<'END'
  > -- what it is for
  > CREATE TABLE one (
  >   id INTEGER NOT NULL, -- the key
  >   name VARCHAR(9) DEFAULT 'x'
  > );
  > INSERT INTO one (id) VALUES (1);
  > END
  >   run -q upgrade head
  >   sed -i '1s/^/\xef\xbb\xbf/; s/what it is for/what it was for/; s/$/\r/' migrations/versions/a1.up.sql
  >   run status --exit-code | sed -n 's/^changed/&/p'
  >   run upgrade head
  >   another
  >   run -q upgrade head
  >   query 'SELECT * FROM one'
  >   mkrev a1 '' first <<<$'CREATE TABLE one (\r\n  id INTEGER,\r\n  id INTEGER\r\n);\r'
  >   another
  >   run upgrade head | grep -o 'a1.up.sql:[0-9:]*'
  > }
  $ everywhere other_line_ends_a_byte_order_mark_and_comments_are_no_change
  Nothing to do: already at a1 (head).
  1|x
  a1.up.sql:6:1

  $ an_edit_of_an_applied_script_is_told_and_stops_nobody()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INTEGER);'
  >   run -q upgrade head
  >   mkrev a1 '' first <<<'CREATE TABLE one (id BIGINT);'
  >   mkrev b2 a1 second <<<'CREATE TABLE two (id INTEGER);'
  >   run status | grep changed
  >   run upgrade head
  >   run status --exit-code | tail -1
  > }
  $ everywhere an_edit_of_an_applied_script_is_told_and_stops_nobody
  changed    a1: ./migrations/versions/a1.up.sql
  warning: a1 was edited after it was applied, and is not run again: ./migrations/versions/a1.up.sql
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  [6]

  $ a_missing_last_semicolon_an_empty_and_a_commented_script_are_fine()
  > {
  >   mkrev a1 '' first < <(printf 'CREATE TABLE one (id INTEGER);\nINSERT INTO one VALUES (1)\n-- the end')
  >   mkrev b2 a1 empty </dev/null
  >   mkrev c3 b2 comments <<<'-- nothing; yet'
  >   run upgrade head
  >   query 'SELECT count(*) FROM one'
  > }
  $ everywhere a_missing_last_semicolon_an_empty_and_a_commented_script_are_fine
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, empty
  Running upgrade b2 -> c3, comments
  Done: 3 revisions, 2 statements, N ms; now at c3 (head).
  1

  $ what_looks_like_a_placeholder_is_data()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (name VARCHAR(99));
  > INSERT INTO one VALUES ('${HOME} {{ x }} %(here)s %s &y :name ? $1 #{z}');
  > END
  >   run -q upgrade head
  >   query 'SELECT name FROM one'
  >   another
  >   sqlembic -q upgrade head --sql >script.sql
  >   feed script.sql
  >   query 'SELECT name FROM one'
  > }
  $ everywhere what_looks_like_a_placeholder_is_data
  ${HOME} {{ x }} %(here)s %s &y :name ? $1 #{z}
  ${HOME} {{ x }} %(here)s %s &y :name ? $1 #{z}

  $ text_is_utf8_whatever_the_locale_says()
  > {
  >   mkrev a1 '' 'grün' <<'END'
  > CREATE TABLE one (name VARCHAR(99));
  > INSERT INTO one VALUES ('Grüße € 🐘');
  > END
  >   LC_ALL=C PGCLIENTENCODING=LATIN1 run upgrade head
  >   query 'SELECT name, length(name) FROM one' | cut -d'|' -f1
  > }
  $ everywhere text_is_utf8_whatever_the_locale_says
  Running upgrade  -> a1, grün
  Done: 1 revision, 2 statements, N ms; now at a1 (head).
  Grüße € 🐘

  $ a_line_of_two_megabytes_arrives_whole()
  > {
  >   mkrev a1 '' first < <(
  >     printf 'CREATE TABLE one (name %s);\nINSERT INTO one VALUES ('"'" "$([ $engine = mysql ] && echo LONG)TEXT"
  >     head -c 2000000 /dev/zero | tr '\0' x
  >     printf "');\n")
  >   run -q upgrade head
  >   query 'SELECT length(name) FROM one'
  > }
  $ everywhere a_line_of_two_megabytes_arrives_whole
  2000000

Looking, and what is written besides.

  $ looking_and_planning_write_nothing()
  > {
  >   two_revisions
  >   for command in current heads 'history -i' status log 'upgrade head --dry-run'; do
  >     run $command >/dev/null
  >   done
  >   case $engine in
  >   sqlite) ls *.db ;;
  >   postgresql) query "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace" ;;
  >   mysql) query 'SHOW TABLES' ;;
  >   esac
  > }
  $ everywhere looking_and_planning_write_nothing
  sqlite:
  ls: cannot access '*.db': No such file or directory
  postgresql:
  mysql:

  $ nothing_is_made_but_two_tables_with_keys()
  > {
  >   mkrev a1 '' nothing </dev/null
  >   run -q upgrade head
  >   case $engine in
  >   sqlite) query "SELECT type, name FROM sqlite_schema ORDER BY 2" ;;
  >   postgresql)
  >     query "SELECT CASE relkind WHEN 'r' THEN 'table' ELSE 'index' END, relname FROM pg_class
  >       WHERE relnamespace = 'public'::regnamespace ORDER BY 2" \
  >       "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace" ;;
  >   mysql)
  >     query "SELECT 'table', TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() UNION
  >       SELECT 'index', CONCAT(TABLE_NAME, ' ', INDEX_NAME) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() UNION
  >       SELECT 'routine', ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 2" ;;
  >   esac
  > }
  $ everywhere nothing_is_made_but_two_tables_with_keys
  sqlite:
  table|alembic_version
  table|sqlembic_log
  index|sqlite_autoindex_alembic_version_1
  postgresql:
  table|alembic_version
  index|alembic_version_pkc
  table|sqlembic_log
  index|sqlembic_log_pkey
  mysql:
  table|alembic_version
  index|alembic_version PRIMARY
  table|sqlembic_log
  index|sqlembic_log PRIMARY

  $ times_in_the_log_are_utc()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INTEGER);'
  >   before=$(date -u +%FT%T)
  >   TZ=Asia/Tokyo PGTZ=Asia/Tokyo run -q upgrade head
  >   another
  >   TZ=Asia/Tokyo sqlembic -q upgrade head --sql >script.sql
  >   TZ=Asia/Tokyo PGTZ=Asia/Tokyo feed script.sql
  >   after=$(date -u +%FT%T).999Z
  >   for database in $database ${databases[0]}; do
  >     query "SELECT '$before' <= started_at AND started_at <= finished_at AND finished_at <= '$after' FROM sqlembic_log"
  >   done | sed 's/t/1/'
  > }
  $ everywhere times_in_the_log_are_utc
  1
  1

  $ tables_may_have_any_name()
  > {
  >   two_revisions
  >   export ALEMBIC_VERSION_TABLE="Ver.sion \"\`' x" ALEMBIC_LOG_TABLE='the log; --'
  >   run upgrade a1
  >   run upgrade head
  >   run upgrade head
  >   run current
  >   run downgrade base
  > }
  $ everywhere tables_may_have_any_name
  Running upgrade  -> a1, first
  Done: 1 revision, 1 statement, N ms; now at a1.
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  Nothing to do: already at b2 (head).
  b2 (head)
  Running downgrade b2 -> a1, second
  Running downgrade a1 -> , first
  Done: 2 revisions, 2 statements, N ms; now at base.

  $ tables_may_be_called_by_a_reserved_word()
  > {
  >   two_revisions
  >   export ALEMBIC_VERSION_TABLE=order ALEMBIC_LOG_TABLE=user
  >   run upgrade head
  >   run current
  >   run downgrade base
  > }
  $ everywhere tables_may_be_called_by_a_reserved_word
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, second
  Done: 2 revisions, 2 statements, N ms; now at b2 (head).
  b2 (head)
  Running downgrade b2 -> a1, second
  Running downgrade a1 -> , first
  Done: 2 revisions, 2 statements, N ms; now at base.
