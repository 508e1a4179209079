One revision in the place of many: squash, on each engine, and what every command makes of it.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ revision() # ID PARENT UP DOWN [HEADER LINE]; DOWN -: no down script
  > {
  >   printf -- '-- %s\n-- revision: %s\n-- down_revision: %s\n%s\n%s\n' "about $1" "$1" "$2" "${5:-}" "$3" >$versions/$1.up.sql
  >   [ "$4" = - ] || printf -- '%s\n' "$4" >$versions/$1.down.sql
  > }
  $ squash() { run squash "$@" | sed "s,$PWD/,,; s/[0-9a-f]\{12\}/ID/g"; }
  $ line() # a1 b2 c3 d4
  > {
  >   revision a1 '' "CREATE TABLE account (id INTEGER PRIMARY KEY, email VARCHAR(80)); INSERT INTO account VALUES (1, 'a')" 'DROP TABLE account;'
  >   revision b2 a1 'CREATE INDEX ix_email ON account (email); -- done' 'DROP TABLE never;' '-- branch_labels: shop'
  >   case $engine in
  >   mysql) printf 'DROP INDEX ix_email ON account\n' >$versions/b2.down.sql ;;
  >   *) printf 'DROP INDEX ix_email\n' >$versions/b2.down.sql ;;
  >   esac
  >   revision c3 b2 'CREATE TABLE orders (id INTEGER PRIMARY KEY)' 'DROP TABLE orders -- gone'
  >   revision d4 c3 'CREATE TABLE item (id INTEGER PRIMARY KEY);' 'DROP TABLE item;'
  > }

A new database runs the squash alone; one in the middle finishes the old revisions, and is at the squash then; one that is
past it gets its row with the next upgrade. Each comes to the same tables and to the same row.

  $ comes_to_the_same()
  > {
  >   line
  >   run -q upgrade a1; middle=$DATABASE_URL middle_database=$database
  >   another; run -q upgrade c3; past=$DATABASE_URL past_database=$database
  >   another
  >   squash base:c3 --rev-id s9 --rows
  >   run upgrade s9; version_rows
  >   DATABASE_URL=$middle; database=$middle_database
  >   run upgrade s9; version_rows
  >   DATABASE_URL=$past; database=$past_database
  >   run upgrade s9; version_rows
  >   run upgrade head; run downgrade base
  >   query 'SELECT revision, direction, status, moved_from, moved_to FROM sqlembic_log ORDER BY id'
  > }
  $ everywhere comes_to_the_same | sed 's/, [0-9.]* m\?s; now/, TIME; now/; s/, [0-9]* statements/, N statements/'
  Generating migrations/versions/s9_squash_of_a1_to_c3.down.sql ...  done
  Generating migrations/versions/s9_squash_of_a1_to_c3.up.sql ...  done
  Done: s9 stands for 3 revisions, whose scripts stay until no database needs them: sqlembic status.
  Running upgrade  -> s9, squash of a1 to c3
  Done: 1 revision, N statements, N ms; now at s9.
  s9
  Running upgrade a1 -> b2, about b2
  Running upgrade b2 -> c3, about c3
  Done: 2 revisions, N statements, N ms; now at s9.
  s9
  Running stamp_revision c3 -> s9
  Done: 1 revision, N statements, N ms; now at s9.
  s9
  Running upgrade s9 -> d4, about d4
  Done: 1 revision, 1 statement, N ms; now at d4 (head).
  Running downgrade d4 -> s9, about d4
  Running downgrade s9 -> , squash of a1 to c3
  Done: 2 revisions, N statements, N ms; now at base.
  a1|upgrade|done||a1
  b2|upgrade|done|a1|b2
  c3|upgrade|done|b2|c3
  s9|stamp|done|c3|s9
  d4|upgrade|done|s9|d4
  d4|downgrade|done|d4|s9
  s9|downgrade|done|s9|

The script has the old ones in their order, each cut from the next, and the header what they followed and their labels.

  $ says_what_it_has()
  > {
  >   line
  >   squash b2:c3 --rev-id s9 -m 'the shop' >/dev/null
  >   sed 's/^\(-- create_date\).*/\1/' $versions/s9_the_shop.up.sql $versions/s9_the_shop.down.sql
  > }
  $ on sqlite says_what_it_has
  -- the shop
  --
  -- revision: s9
  -- down_revision: a1
  -- branch_labels: shop
  -- create_date
  -- replaces: b2, c3
  
  /* b2: about b2 */
  CREATE INDEX ix_email ON account (email); -- done
  
  /* c3: about c3 */
  CREATE TABLE orders (id INTEGER PRIMARY KEY);
  -- Takes back: the shop
  --
  -- revision: s9
  
  /* c3: about c3 */
  DROP TABLE orders -- gone
  ;
  
  /* b2: about b2 */
  DROP INDEX ix_email;

What the listings show: the squash, and what it replaces to who asks for that or is in its middle.

  $ listings()
  > {
  >   line
  >   run -q upgrade b2
  >   squash base:c3 --rev-id s9 >/dev/null
  >   for words in history 'history -r a1:c3' 'history -r s9:' 'history -i' heads current 'current --check-heads' branches 'show c3'; do
  >     echo "# $words"; run $words | sed "s,$PWD/,,; s/create_date: .*/create_date:/"
  >   done
  >   run show b2 | head -3
  >   run show shop --json | grep -A4 '"replaces": '
  >   run graph -o graph.dot; grep -c s9 graph.dot
  > }
  $ on sqlite listings
  # history
  s9 -> d4 (shop) (head), about d4
  <base> -> s9 (shop), squash of a1 to c3
  # history -r a1:c3
  b2 -> c3 (shop), about c3
  a1 -> b2 (shop), about b2
  <base> -> a1 (shop), about a1
  # history -r s9:
  s9 -> d4 (shop) (head), about d4
  <base> -> s9 (shop), squash of a1 to c3
  # history -i
  c3 -> d4 (shop) (head), about d4
  b2 -> c3 (shop), about c3
  a1 -> b2 (shop) (current), about b2
  <base> -> a1 (shop), about a1
  # heads
  d4 (shop) (head)
  # current
  b2
  # current --check-heads
  b2
  sqlembic: the database is not at the head d4
    state: the database is at b2
    next: sqlembic upgrade head
  [3]
  # branches
  # show c3
  Rev: s9
  Parent: <base>
  Replaces: a1, b2, c3
  Branch names: shop
  Path: migrations/versions/s9_squash_of_a1_to_c3.up.sql
  
      squash of a1 to c3
      
      revision: s9
      down_revision:
      branch_labels: shop
      create_date:
      replaces: a1, b2, c3
  
  Rev: b2
  Parent: a1
  Branch names: shop
      "replaces": [
        "a1",
        "b2",
        "c3"
      ],
  1

The place may be named by what is replaced: a downgrade into the middle runs the old scripts, an upgrade to it, too.

  $ into_the_middle()
  > {
  >   line
  >   squash base:c3 --rev-id s9 >/dev/null
  >   run -q upgrade head
  >   run downgrade b2 | grep -v Done; version_rows
  >   run downgrade -1 | grep -v Done; version_rows
  >   run upgrade +1 | grep -v Done; version_rows
  >   run stamp s9; version_rows
  >   run stamp b2; version_rows
  >   run upgrade shop@head | grep -v Done; version_rows
  > }
  $ everywhere into_the_middle
  Running downgrade d4 -> c3, about d4
  Running downgrade c3 -> b2, about c3
  b2
  Running downgrade b2 -> a1, about b2
  a1
  Running upgrade a1 -> b2, about b2
  b2
  Running stamp_revision b2 -> c3
  Done, nothing was run: now at s9.
  s9
  Running stamp_revision c3 -> b2
  Done, nothing was run: now at b2.
  b2
  Running upgrade b2 -> c3, about c3
  Running upgrade c3 -> d4, about d4
  d4

Status says whether the old scripts are needed, of one database and of many; when they are deleted, a database that was at
their end goes on, and one that was in their middle is told what to do.

  $ deletes()
  > {
  >   line
  >   run -q upgrade b2; middle=$DATABASE_URL
  >   another; run -q upgrade c3; past=$DATABASE_URL
  >   squash base:c3 --rev-id s9 >/dev/null
  >   run status | tail -1
  >   DATABASE_URL=$middle run status | tail -1
  >   DATABASE_URL=$middle run status --json | grep -A6 squashes
  >   printf '%s\n' $middle $past >urls; run status --targets urls | sed 's/sqlite:.*_\(.\).db/\1/; s/  */ /g'
  >   rm $versions/a1.* $versions/b2.*
  >   run upgrade head | sed "s,$PWD/,,"
  >   rm $versions/c3.*
  >   run status | tail -1
  >   run upgrade head | grep -v Done
  >   DATABASE_URL=$middle run upgrade head
  >   run upgrade b2
  >   run revision -m x --head b2
  >   run revision -m x --rev-id b2
  > }
  $ on sqlite deletes | sed 's/  *$//'
  squashed   3 revisions into s9: this database does not need their scripts
  squashed   3 revisions into s9: this database still needs their scripts
    "squashes": [
      {
        "revision": "s9",
        "needs_replaced": true
      }
    ]
  }
  target current pending remarks
  0 b2 2 needs what s9 replaces
  1 s9 1
  sqlembic: s9 replaces 3 revisions, and only some of them have scripts still
    at migrations/versions/s9_squash_of_a1_to_c3.up.sql:7
    detail: there: c3
      gone: a1, b2
    next: delete the others, too, if no database needs them any more (sqlembic status says so), or restore those that are gone
  [1]
  lock       free
  Running upgrade s9 -> d4, about d4
  sqlembic: Can't locate revision identified by 'b2'
    detail: the version table holds 'b2', which s9 replaces; the scripts that lead from there to s9 are gone
    state: nothing was changed
    next: restore the scripts that s9 replaces, or upgrade this database first with the release that has them
  [1]
  sqlembic: Can't locate revision identified by 'b2'
    detail: s9 replaces b2, whose script is gone
    state: nothing was changed
    next: name s9, which stands for all that it replaces
  [1]
  sqlembic: Can't locate revision identified by 'b2'
    detail: s9 replaces b2, whose script is gone
    next: name s9, which stands for all that it replaces
  [1]
  sqlembic: revision identifier b2 is already used: s9 replaces it
    next: choose another one, or leave --rev-id out
  [1]

SQL that is printed begins where the range says: at the old row, which it renames, or at the new one.

  $ printed()
  > {
  >   line
  >   squash base:c3 --rev-id s9 >/dev/null
  >   for range in base:s9 a1:s9 c3:s9 c3:d4 s9:d4 b2:head; do
  >     echo "# $range"; run upgrade $range --sql | grep -o "^-- Running.*\|[A-Z]* .*alembic_version .*"
  >   done
  >   echo "# down"; run downgrade s9:b2 --sql | grep -o "^-- Running.*\|[A-Z]* .*alembic_version .*"
  > }
  $ on sqlite printed
  # base:s9
  CREATE TABLE alembic_version (
  -- Running upgrade  -> s9
  INSERT INTO alembic_version (version_num) VALUES ('s9');
  # a1:s9
  -- Running upgrade a1 -> b2
  UPDATE alembic_version SET version_num='b2' WHERE version_num = 'a1';
  -- Running upgrade b2 -> c3
  UPDATE alembic_version SET version_num='s9' WHERE version_num = 'b2';
  # c3:s9
  -- Running stamp_revision c3 -> s9
  UPDATE alembic_version SET version_num='s9' WHERE version_num = 'c3';
  # c3:d4
  -- Running upgrade s9 -> d4
  UPDATE alembic_version SET version_num='d4' WHERE version_num = 'c3';
  # s9:d4
  -- Running upgrade s9 -> d4
  UPDATE alembic_version SET version_num='d4' WHERE version_num = 's9';
  # b2:head
  -- Running upgrade b2 -> c3
  UPDATE alembic_version SET version_num='s9' WHERE version_num = 'b2';
  -- Running upgrade c3 -> d4
  UPDATE alembic_version SET version_num='d4' WHERE version_num = 's9';
  # down
  -- Running downgrade c3 -> b2
  UPDATE alembic_version SET version_num='b2' WHERE version_num = 's9';

What was left half done in the middle is finished, or settled, as ever. Squashes are tested, what they replace where it is
named, and new revisions follow the squash.

  $ half()
  > {
  >   line
  >   revision b2 a1 'CREATE TABLE one (i INTEGER); INSERT INTO missing VALUES (1);' 'DROP TABLE one;' '-- transaction: off'
  >   rm $versions/c3.* $versions/d4.*
  >   run -q upgrade head >/dev/null
  >   revision c3 b2 'CREATE TABLE two (i INTEGER);' 'DROP TABLE two;' '-- transaction: off'
  >   sed -i 's/INSERT INTO missing VALUES (1)/CREATE TABLE three (i INTEGER)/' $versions/b2.up.sql
  >   printf -- '-- transaction: off\nDROP TABLE one; DROP TABLE three;\n' >$versions/b2.down.sql
  >   sed -i '1i-- transaction: off' $versions/c3.down.sql
  >   squash b2:c3 --rev-id s9 >/dev/null
  >   run status | grep 'half\|squashed' | sed 's/, begun.*//'
  >   run resolve b2 --retry >/dev/null
  >   run upgrade head; run upgrade b2 | grep -v Done
  >   run upgrade head | grep -v Done; version_rows
  >   run test | grep -v 'All pass'
  >   run test b2:c3 | grep -v 'All pass'
  >   run -q revision -m next --rev-id n1 >/dev/null; run history
  > }
  $ everywhere half
  half done  upgrade of b2: 1 of 2 statements
  squashed   2 revisions into s9: this database still needs their scripts
  sqlembic: the upgrade of revision b2 is half applied: 1 of 2 statements are done
    state: nothing was changed by this command
    next: finish it with: sqlembic upgrade b2; or complete or undo it by hand, then say which: sqlembic resolve b2 --all-done, or --all-undone
  [8]
  Running upgrade a1 -> b2, about b2
  Resuming b2 at statement 2 of 2
  Running upgrade b2 -> c3, about c3
  s9
  passed  a1, about a1
  passed  s9, squash of b2 to c3
  passed  b2, about b2
  passed  c3, about c3
  s9 -> n1 (head), next
  a1 -> s9, squash of b2 to c3
  <base> -> a1, about a1

A branch that leaves from the end, a merge inside, and what depends on the end: all go on.

  $ branches()
  > {
  >   line
  >   revision l1 a1 'CREATE TABLE l (i INTEGER);' 'DROP TABLE l;'
  >   revision r1 a1 'CREATE TABLE r (i INTEGER);' 'DROP TABLE r;'
  >   revision m1 'l1, r1, c3' '' '-- nothing'
  >   revision x1 m1 'CREATE TABLE x (i INTEGER);' 'DROP TABLE x;'
  >   revision y1 '' 'CREATE TABLE y (i INTEGER);' 'DROP TABLE y;' '-- depends_on: m1'
  >   rm $versions/d4.*
  >   run -q upgrade l1
  >   squash base:m1 --rev-id s9
  >   run history
  >   run upgrade heads | grep -v Done; version_rows
  >   another; run upgrade heads | grep -v Done; version_rows
  >   run downgrade base | grep -v Done
  > }
  $ on sqlite postgresql branches
  Generating migrations/versions/s9_squash_of_a1_to_m1.down.sql ...  done
  Generating migrations/versions/s9_squash_of_a1_to_m1.up.sql ...  done
  Done: s9 stands for 6 revisions, whose scripts stay until no database needs them: sqlembic status.
  s9 -> x1 (shop) (head), about x1
  <base> (m1) -> y1 (head), about y1
  <base> -> s9 (shop), squash of a1 to m1
  Running upgrade a1 -> b2, about b2
  Running upgrade b2 -> c3, about c3
  Running upgrade a1 -> r1, about r1
  Running upgrade l1, r1, c3 -> m1, about m1
  Running upgrade  -> y1, about y1
  Running upgrade m1 -> x1, about x1
  x1
  y1
  Running upgrade  -> s9, squash of a1 to m1
  Running upgrade  -> y1, about y1
  Running upgrade s9 -> x1, about x1
  x1
  y1
  Running downgrade x1 -> s9, about x1
  Running downgrade y1 -> , about y1
  Running downgrade s9 -> , squash of a1 to m1

Ranges that one revision cannot stand for are refused, and no file is left.

  $ refused()
  > {
  >   line
  >   revision x1 b2 'CREATE TABLE x (i INTEGER);' 'DROP TABLE x;'
  >   squash base:d4
  >   squash base:heads
  >   squash heads
  >   squash a1:a1
  >   squash a1
  >   rm $versions/x1.*
  >   revision c3 b2 'CREATE TABLE orders (id INTEGER PRIMARY KEY)' 'DROP TABLE orders' '-- transaction: off'
  >   squash base:d4
  >   revision c3 b2 'CREATE TABLE orders (id INTEGER PRIMARY KEY)' 'DROP TABLE ordres'
  >   squash base:d4 | sed 's/: *ERROR.*//'
  >   run -q squash base:d4 --irreversible --rev-id s9 | sed "s,$PWD/,,"
  >   squash base:c3
  >   squash base:s9
  >   ls $versions
  > }
  $ on sqlite refused
  sqlembic: x1, which is not in the range, needs b2, which is, and is not its end
    at migrations/versions/x1.up.sql:2
    next: squash in two, and begin with: sqlembic squash base:b2
  [1]
  sqlembic: the range base:heads ends in 2 revisions (*), and one revision is to stand for it (glob)
    next: let it end in one of them, as base:*, or join them first with: sqlembic merge (glob)
  [1]
  sqlembic: the range heads ends in 2 revisions (*), and one revision is to stand for it (glob)
    next: let it end in one of them, as :*, or join them first with: sqlembic merge (glob)
  [1]
  sqlembic: the range a1:a1 has one revision: there is nothing to squash
    next: see what a range has with: sqlembic history -r a1:a1
  [1]
  sqlembic: the range a1 has one revision: there is nothing to squash
    next: name the first and the last one: sqlembic squash FIRST:LAST
  [1]
  sqlembic: a1 runs with transaction: on and c3 with transaction: off, and one script has one of them
    at migrations/versions/c3.up.sql
    next: squash what comes before c3, and what follows it, each by itself: a range ends where the mode changes
  [1]
  sqlembic: no such table: ordres
    at migrations/versions/c3.down.sql:1:1
    | DROP TABLE ordres
    detail: SQLITE_ERROR: no such table: ordres
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: correct the script, or squash without a way back: --irreversible
  [1]
  sqlembic: s9 replaces a1 already
    next: name s9 in the range, which is then replaced itself
  [1]
  sqlembic: the range base:s9 has one revision: there is nothing to squash
    next: see what a range has with: sqlembic history -r base:s9
  [1]
  a1.down.sql
  a1.up.sql
  b2.down.sql
  b2.up.sql
  c3.down.sql
  c3.up.sql
  d4.down.sql
  d4.up.sql
  s9_squash_of_a1_to_d4.up.sql

What does not do the same in scratch is no squash: the old scripts are joined as they are, so that a difference comes of
what one leaves to the next. Rows are compared where that is asked.

  $ differs()
  > {
  >   revision a1 '' "CREATE SCHEMA one; SET search_path TO one; CREATE TABLE a (i INTEGER);" 'DROP SCHEMA one CASCADE;'
  >   revision b2 a1 "CREATE TABLE public.b (i INTEGER DEFAULT 1); CREATE TABLE c (i INTEGER)" 'DROP TABLE c, b;'
  >   squash base:b2
  >   revision a1 '' "CREATE TABLE a (i INTEGER, t varchar(90)); INSERT INTO a VALUES (1, '$RANDOM')" 'DROP TABLE a;'
  >   revision b2 a1 "INSERT INTO a VALUES (2, clock_timestamp())" '-- nothing'
  >   squash base:b2 --rows
  >   ls $versions
  >   squash base:b2 --rev-id s9
  > }
  $ on postgresql differs
  warning: migrations/versions/a1.up.sql changes settings of its session: in the squash they stay for what follows; put them back at its end, or leave them out
  sqlembic: table "c" does not exist
    at migrations/versions/ID_squash_of_a1_to_b2.down.sql:6:1
    | DROP TABLE c, b
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: correct the script, or squash without a way back: --irreversible
  [1]
  sqlembic: ID leaves other rows in public.a.t than what it replaces
    at migrations/versions/ID_squash_of_a1_to_b2.up.sql
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: values that differ at each run, as those of now() or of a random id, cannot be compared: leave --rows out
  [1]
  a1.down.sql
  a1.up.sql
  b2.down.sql
  b2.up.sql
  Generating migrations/versions/s9_squash_of_a1_to_b2.down.sql ...  done
  Generating migrations/versions/s9_squash_of_a1_to_b2.up.sql ...  done
  Done: s9 stands for 2 revisions, whose scripts stay until no database needs them: sqlembic status.

What is killed before the squash is proven leaves nothing that a command reads.

  $ killed()
  > {
  >   line
  >   printf '[post_write_hooks]\nhooks = stop\nstop.type = exec\nstop.executable = sh\nstop.options = -c "kill -9 $PPID" REVISION_SCRIPT_FILENAME\n' >> alembic.ini
  >   (sqlembic squash base:c3 --rev-id s9; true) 2>/dev/null
  >   ls $versions | grep -c s9; ls -A $versions/.. | grep -c squash
  >   sed -i '/post_write_hooks/,$d' alembic.ini
  >   run heads; run upgrade head | grep -v Done
  >   squash -q base:c3 --rev-id s9 >/dev/null; ls $versions | grep s9
  >   ls -A $versions/.. | grep -c squash
  > }
  $ on sqlite killed
  0
  1
  d4 (shop) (head)
  Running upgrade  -> a1, about a1
  Running upgrade a1 -> b2, about b2
  Running upgrade b2 -> c3, about c3
  Running upgrade c3 -> d4, about d4
  s9_squash_of_a1_to_c3.down.sql
  s9_squash_of_a1_to_c3.up.sql
  1

A squash that is half applied itself is resumed, by whatever name of it.

  $ half_squash()
  > {
  >   revision a1 '' 'CREATE TABLE one (i INTEGER);' - '-- transaction: off'
  >   revision b2 a1 'CREATE TABLE two (i INTEGER);' - '-- transaction: off'
  >   squash -q base:b2 --rev-id s9 --irreversible
  >   query 'CREATE TABLE two (i INTEGER)'
  >   run upgrade head 2>&1 | grep 'state\|next\|^\['; run status | grep 'half\|squashed' | sed 's/, begun.*//'
  >   run upgrade a1 2>&1 | grep 'sqlembic:\|next\|^\['
  >   query 'DROP TABLE two'; run upgrade head | sed 's/, [0-9.]* m\?s;/;/'; version_rows
  > }
  $ everywhere half_squash
    state: 1 of 2 statements of the upgrade of s9 are committed; the next run goes on with statement 2
    next: correct it, then: sqlembic upgrade head
  [8]
  half done  upgrade of s9: 1 of 2 statements
  squashed   2 revisions into s9: this database does not need their scripts
  sqlembic: the upgrade of revision s9 is half applied: 1 of 2 statements are done
    next: finish it with: sqlembic upgrade s9; or complete or undo it by hand, then say which: sqlembic resolve s9 --all-done, or --all-undone
  [8]
  Running upgrade  -> s9, squash of a1 to b2
  Resuming s9 at statement 2 of 2
  Done: 1 revision, 2 statements; now at s9 (head).
  s9

Where no scratch database can be made nothing has happened in one.

  $ no_scratch()
  > {
  >   line
  >   query "CREATE USER u_$database@localhost" "GRANT SELECT ON $database.* TO u_$database@localhost"
  >   DATABASE_URL=$(sed -E "s,//root@,//u_$database@," <<<"$DATABASE_URL")
  >   squash base:c3 | sed "s/u_$database/USER/g; s/'sqlembic_scratch_[^']*'/'SCRATCH'/"
  >   ls $versions | grep -c squash
  >   query "DROP USER u_$database@localhost"
  > }
  $ on mysql no_scratch
  sqlembic: Access denied for user 'USER'@'localhost' to database 'SCRATCH'
    detail: error 1044 of the server
    state: no file was written; the database was not touched
    next: let an administrator run: GRANT ALL ON `sqlembic\_scratch\_%`.* TO 'USER'@'localhost'; or set scratch_url to a server where the user may make databases
  [1]
  0
