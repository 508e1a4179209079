again: what is said to do next is for the database that the command line is for.

  $ mkdir -p 'my app/migrations/versions'; cat >'my app/main.ini' <<'END'
  > [DEFAULT]
  > script_location = %(here)s/migrations
  > [alembic]
  > sqlalchemy.url = sqlite:///${NAME}.db
  > [other]
  > sqlalchemy.url = sqlite:///other-${NAME}.db
  > END
  $ (cd 'my app'; mkrev a1 "" "first" <<<'CREATE TABLE a (x);'; mkrev b2 a1 "second" <<<'CREATE TABLE a (y);')
  $ again() { sqlembic -c 'my app/main.ini' -n other -x NAME=it\'s "$@" 2>&1 | sed 's,/.*/migrations,.../migrations,'; }

  $ again upgrade head | tail -2
    state: upgrade of b2 was rolled back; the database is at a1
    next: correct it, then: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' upgrade head
  $ again upgrade head --json | tail -1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["hint"])'
  correct it, then: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' upgrade head
  $ again current --check-heads
  a1
  sqlembic: the database is not at the head b2
    state: the database is at a1
    next: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' upgrade head

A password is not repeated.

  $ sqlembic -c 'my app/main.ini' -x NAME=n -x db_password=hush -x url=postgresql://u:hush@h/d upgrade head 2>&1 | tail -1
    next: correct it, then: sqlembic -c 'my app/main.ini' -x NAME=n -x 'db_password=***' -x 'url=postgresql://u:***@h/d' upgrade head

Nor is anything put where no command is: words of prose, and a command that has it already.

  $ sqlembic -c missing.ini upgrade head
  sqlembic: cannot read missing.ini: No such file or directory
    detail: this configuration file is named by -c
    next: name a file that exists, or make this one: sqlembic -c missing.ini init DIRECTORY
  [1]
  $ sqlembic -c 'my app/main.ini' -x NAME=n upgrde
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown command 'upgrde'
    next: did you mean upgrade?
  [2]

What is told and what is printed, too.

  $ (cd 'my app'; mkrev c3 a1 "steps" "transaction: off") <<'END'
  > CREATE TABLE c (x);
  > VACUUM INTO '/dev/full';
  > END
  $ rm 'my app'/migrations/versions/b2*; again -q upgrade head >/dev/null
  $ sqlite3 other-it\'s.db "UPDATE sqlembic_log SET statement_intended = 2, error = NULL, connection = '1@' || host || ' unknown 1' WHERE revision = 'c3'"
  $ again status | grep resolve
             statement 2 may or may not be in effect: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' resolve c3 --done, or --retry
  $ again upgrade head | grep next
    next: look at the database; if the statement is in effect: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' resolve c3 --done; if it is not: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' resolve c3 --retry
  $ again resolve c3 --done
  The upgrade of c3 is half applied: 1 of 2 statements are done
  Statement 2, at .../migrations/versions/c3.up.sql:8, may or may not be in effect: VACUUM INTO '/dev/full'
  Every statement counts as done; finish with: sqlembic -c 'my app/main.ini' -n other -x 'NAME=it'\''s' upgrade c3
  The database is at a1.

A target that counts from where the database was is not repeated, since it leads further from where it is now.

  $ mkdir relative && cd relative
  $ for pair in 'a1:' b2:a1 c3:b2 d4:c3; do mkrev "${pair%:*}" "${pair#*:}" "step" <<END
  > CREATE TABLE ${pair%:*} (x);
  > --- down
  > DROP TABLE ${pair%:*};
  > END
  > done
  $ sqlite3 app.db 'CREATE TABLE b2 (y)'
  $ sqlembic -q upgrade +2 2>&1 | tail -2
    state: upgrade of b2 was rolled back; the database is at a1
    next: correct it, then: sqlembic upgrade b2
  $ sqlite3 app.db 'DROP TABLE b2'; sqlembic -q upgrade head; sqlite3 app.db 'DROP TABLE c3'
  $ sqlembic -q downgrade -2 2>&1 | tail -2
    state: downgrade of c3 was rolled back; the database is at c3
    next: correct it, then: sqlembic downgrade b2
  $ sqlembic -q downgrade -3 2>&1 | tail -1
    next: correct it, then: sqlembic downgrade base
  $ sqlembic -q downgrade c3-1 2>&1 | tail -1
    next: correct it, then: sqlembic downgrade c3-1

Where another branch stays, it is named beside the end, which would take it along.

  $ sqlite3 app.db 'CREATE TABLE c3 (x)'; mkrev e5 b2 "another" "branch_labels: other" <<'END'
  > CREATE TABLE e5 (x);
  > --- down
  > DROP TABLE e5;
  > END
  $ sqlembic -q upgrade heads; sqlite3 app.db 'DROP TABLE e5; DROP TABLE c3'
  $ sqlembic -q downgrade other@-1 2>&1 | tail -1
    next: correct it, then: sqlembic downgrade other@b2
  $ sqlembic -q downgrade c3@-2 2>&1 | tail -2
    state: downgrade of c3 was rolled back; the database is at c3, e5
    next: correct it, then: sqlembic downgrade c3@b2
  $ sqlite3 app.db 'CREATE TABLE c3 (x)'; sqlembic -q downgrade c3@b2; sqlembic current
  e5 (head)
