Scripts that are not what they should be: the graph is not built, nothing runs, and the message says where.

  $ export ALEMBIC_SCRIPT_LOCATION=m DATABASE_URL=sqlite:///app.db
  $ fresh() { rm -rf m; mkdir -p m/versions; }
  $ up() { cat > "m/versions/$1.up.sql"; }
  $ down() { cat > "m/versions/$1.down.sql"; }
  $ base() { fresh; printf -- '-- base\n-- revision: a1\n-- down_revision:\n\nCREATE TABLE t (i);\n' | up 1; }

The header.

  $ fresh; up 1 < /dev/null; sq heads
  sqlembic: the header has no 'revision:' line
    at ./m/versions/1.up.sql:1:1
    next: add a line '-- revision: ...'
  [1]
  $ fresh; echo 'CREATE TABLE t (i);' | up 1; sq heads
  sqlembic: the header has no 'revision:' line
    at ./m/versions/1.up.sql:1:1
    next: put '-- revision: ...' before line 1, where the header ends because that line is neither blank nor a '--' comment
  [1]
  $ fresh; printf -- '-- only words\n' | up 1; sq heads
  sqlembic: the header has no 'revision:' line
    at ./m/versions/1.up.sql:1:1
    next: add a line '-- revision: ...'
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- create account table
  > -- revision: a1
  > CREATE TABLE account (i);
  > SQL
  sqlembic: the header has no 'down_revision:' line
    at ./m/versions/1.up.sql:3:1
    next: put '-- down_revision: ...' before line 3, where the header ends because that line is neither blank nor a '--' comment
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- create account table
  > -- down_revision:
  > SQL
  sqlembic: the header has no 'revision:' line
    at ./m/versions/1.up.sql:1:1
    next: add a line '-- revision: ...'
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- revision: a1
  > CREATE TABLE account (i);
  > -- down_revision: a0
  > SQL
  sqlembic: the header has no 'down_revision:' line
    at ./m/versions/1.up.sql:2:1
    next: put '-- down_revision: ...' before line 2, where the header ends because that line is neither blank nor a '--' comment
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > /* a comment of the other kind ends the header */
  > -- revision: a1
  > -- down_revision:
  > SQL
  sqlembic: the header has no 'revision:' line
    at ./m/versions/1.up.sql:1:1
    next: put '-- revision: ...' before line 1, where the header ends because that line is neither blank nor a '--' comment
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- revision:
  > -- down_revision:
  > SQL
  sqlembic: 'revision:' has no value
    at ./m/versions/1.up.sql:1:4
    next: write the id of the revision behind it
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- revision: a1
  > -- revision: a2
  > -- down_revision:
  > SQL
  sqlembic: 'revision:' is given twice, first in line 1
    at ./m/versions/1.up.sql:2:4
    next: take one of the two lines out
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- revision: a1
  > -- down_revision:
  > -- Down_Revision: a0
  > SQL
  sqlembic: 'down_revision:' is given twice, first in line 2
    at ./m/versions/1.up.sql:3:4
    next: take one of the two lines out
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- revision: a1
  > -- down_revision:
  > -- transaction: maybe
  > SQL
  sqlembic: 'maybe' is no value of 'transaction:'
    at ./m/versions/1.up.sql:3:17
    next: use on (the default), off (statement by statement) or own (the script begins and commits by itself)
  [1]
  $ fresh; up 1 <<'SQL'; sq heads
  > -- revision: a1
  > -- down_revision:
  > -- depends_on: a,,b
  > SQL
  sqlembic: an empty name in 'depends_on:'
    at ./m/versions/1.up.sql:3:18
    next: separate the names by single commas, or leave the value empty for none
  [1]

A line that is nearly a key, or is what Alembic writes in its place, is refused: as prose it would make a new base.

  $ for line in 'down_revison: a0' 'down-revision: a0' 'Down revision: a0' 'downrevision: a0' 'revison: a1' 'Revision ID: a1' \
  >   'Revises: a0' 'depend_on: a0' 'branch_label: x' 'create date: now' 'transactoin: off' 'down_revision = a0' \
  >   'down_revision a0'; do
  >   fresh; printf -- '-- revision: a1\n-- down_revision:\n-- %s\n' "$line" | up 1; echo "== $line"; sq heads
  > done
  == down_revison: a0
  sqlembic: 'down_revison' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  == down-revision: a0
  sqlembic: 'down-revision' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  == Down revision: a0
  sqlembic: 'Down revision' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  == downrevision: a0
  sqlembic: 'downrevision' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  == revison: a1
  sqlembic: 'revison' is nearly the key 'revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- revision: ...', or reword the line when it is meant as prose
  == Revision ID: a1
  sqlembic: 'Revision ID' is nearly the key 'revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- revision: ...', or reword the line when it is meant as prose
  == Revises: a0
  sqlembic: 'Revises' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  == depend_on: a0
  sqlembic: 'depend_on' is nearly the key 'depends_on:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- depends_on: ...', or reword the line when it is meant as prose
  == branch_label: x
  sqlembic: 'branch_label' is nearly the key 'branch_labels:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- branch_labels: ...', or reword the line when it is meant as prose
  == create date: now
  sqlembic: 'create date' is nearly the key 'create_date:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- create_date: ...', or reword the line when it is meant as prose
  == transactoin: off
  sqlembic: 'transactoin' is nearly the key 'transaction:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- transaction: ...', or reword the line when it is meant as prose
  == down_revision = a0
  sqlembic: 'down_revision' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  == down_revision a0
  sqlembic: 'down_revision a0' is nearly the key 'down_revision:' of a script's header
    at ./m/versions/1.up.sql:3:4
    next: write '-- down_revision: ...', or reword the line when it is meant as prose
  [1]
  $ for line in 'note: this is prose' 'https://example.com/: a link' 'Reviewed: yes' 'revision of the model' 'depends on the weather'; do
  >   fresh; printf -- '-- revision: a1\n-- down_revision:\n-- %s\n' "$line" | up 1; sq heads
  > done
  a1 (head)
  a1 (head)
  a1 (head)
  a1 (head)
  a1 (head)

Ids.

  $ for id in a@b a+b a-b a:b 'a b' 'a,b' head heads base current aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa é; do
  >   fresh; printf -- '-- revision: %s\n-- down_revision:\n' "$id" | up 1; echo "== $id"; sq heads
  > done
  == a@b
  sqlembic: character '@' is not allowed in the revision identifier 'a@b'
    at ./m/versions/1.up.sql:1:14
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a+b
  sqlembic: character '+' is not allowed in the revision identifier 'a+b'
    at ./m/versions/1.up.sql:1:14
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a-b
  sqlembic: character '-' is not allowed in the revision identifier 'a-b'
    at ./m/versions/1.up.sql:1:14
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a:b
  sqlembic: character ':' is not allowed in the revision identifier 'a:b'
    at ./m/versions/1.up.sql:1:14
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a b
  sqlembic: character ' ' is not allowed in the revision identifier 'a b'
    at ./m/versions/1.up.sql:1:14
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a,b
  sqlembic: character ',' is not allowed in the revision identifier 'a,b'
    at ./m/versions/1.up.sql:1:14
    next: choose a revision identifier without blanks and + - : @ , ' "
  == head
  sqlembic: 'head' cannot be a revision identifier: the word has a meaning of its own
    at ./m/versions/1.up.sql:1:14
    next: choose another one
  == heads
  sqlembic: 'heads' cannot be a revision identifier: the word has a meaning of its own
    at ./m/versions/1.up.sql:1:14
    next: choose another one
  == base
  sqlembic: 'base' cannot be a revision identifier: the word has a meaning of its own
    at ./m/versions/1.up.sql:1:14
    next: choose another one
  == current
  sqlembic: 'current' cannot be a revision identifier: the word has a meaning of its own
    at ./m/versions/1.up.sql:1:14
    next: choose another one
  == aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (head)
  == aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
  sqlembic: the revision identifier 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' has 33 characters; the version table holds 32
    at ./m/versions/1.up.sql:1:14
    next: choose a shorter one
  == \xc3\xa9 (esc)
  \xc3\xa9 (head) (esc)

Encodings: a BOM and CRLF are fine; NUL is not, in the header or behind it; neither is UTF-16.

  $ fresh; printf -- '\xef\xbb\xbf-- create it\r\n-- revision: a1\r\n-- down_revision:\r\n\r\nCREATE TABLE t (i);\r\n' | up 1
  $ sq history
  <base> -> a1 (head), create it
  $ sq upgrade head; rm app.db
  Running upgrade  -> a1, create it
  Done: 1 revision, 1 statement, N ms; now at a1 (head).
  $ fresh; printf -- '-- revision: a\0001\n-- down_revision:\n' | up 1; sq heads
  sqlembic: the script contains a NUL byte
    at ./m/versions/1.up.sql:1:15
    next: save the file as plain text in UTF-8
  [1]
  $ fresh; printf -- '-- revision: a1\n-- down_revision:\nCREATE TABLE t (i);\nSELECT \000;\n' | up 1; sq upgrade head
  sqlembic: the script contains a NUL byte
    at ./m/versions/1.up.sql:4:8
    next: save the file as plain text in UTF-8
  [1]
  $ fresh; printf -- '-- revision: a1\n-- down_revision:\n' | iconv -t UTF-16 | up 1; sq heads
  sqlembic: the script contains a NUL byte
    at ./m/versions/1.up.sql:1:4
    next: save the file as plain text in UTF-8
  [1]

Ids, labels and files that come twice, and what does not exist.

  $ base; printf -- '-- again\n-- revision: a1\n-- down_revision:\n' | up 2; sq heads
  sqlembic: Revision a1 is present more than once
    at ./m/versions/2.up.sql:2
    detail: a1: ./m/versions/1.up.sql
      a1: ./m/versions/2.up.sql
    next: give one of the scripts another revision id
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision:\n-- branch_labels: a1\n' | up 2; sq heads
  sqlembic: Branch name 'a1' in revision b1 already used by revision a1
    at ./m/versions/2.up.sql:3
    detail: a1: ./m/versions/1.up.sql
      b1: ./m/versions/2.up.sql
    next: change branch_labels in one of the scripts
  [1]
  $ base; for i in 2 3; do printf -- '-- revision: b%s\n-- down_revision: a1\n-- branch_labels: lab\n' $i | up $i; done; sq heads
  sqlembic: Branch name 'lab' in revision b3 already used by revision b2
    at ./m/versions/3.up.sql:3
    detail: b2: ./m/versions/2.up.sql
      b3: ./m/versions/3.up.sql
    next: change branch_labels in one of the scripts
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision: a1, a1\n' | up 2; sq heads
  sqlembic: the same name twice in 'down_revision:'
    at ./m/versions/2.up.sql:2:23
    next: separate the names by single commas, or leave the value empty for none
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision: zzz\n' | up 2; sq heads
  sqlembic: Revision zzz referenced from b1 is not present
    at ./m/versions/2.up.sql:2
    next: add the script of zzz, or change down_revision of b1
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision: a\n' | up 2; sq heads
  sqlembic: Revision a referenced from b1 is not present
    at ./m/versions/2.up.sql:2
    next: add the script of a, or change down_revision of b1
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision: a1\n-- depends_on: nolabel\n' | up 2; sq heads
  sqlembic: Revision nolabel referenced from b1 is not present
    at ./m/versions/2.up.sql:3
    next: add the script of nolabel, or change depends_on of b1
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision: b1\n' | up 2; sq heads
  sqlembic: Self-loop is detected in revisions (b1)
    at ./m/versions/2.up.sql:2
    next: name the revision that comes before it there, or none
  [1]
  $ base; printf -- '-- revision: b1\n-- down_revision: a1\n-- depends_on: b1\n' | up 2; sq heads
  sqlembic: Dependency self-loop is detected in revisions (b1)
    at ./m/versions/2.up.sql:3
    next: name the revision that comes before it there, or none
  [1]

Cycles: without a head, without a base, between both, and over a dependency.

  $ fresh; for p in 'a b' 'b c' 'c a'; do set -- $p; printf -- '-- revision: %s\n-- down_revision: %s\n' $1 $2 | up $1; done; sq heads
  sqlembic: Cycle is detected in revisions (a, b, c)
    at ./m/versions/c.up.sql:2
    detail: a: ./m/versions/a.up.sql
      b: ./m/versions/b.up.sql
      c: ./m/versions/c.up.sql
    next: change down_revision in one of these scripts so that the revisions form a line
  [1]
  $ base; for p in 'b a1,d' 'c b' 'd c' 'e d'; do set -- $p; printf -- '-- revision: %s\n-- down_revision: %s\n' $1 $2 | up $1; done
  $ sq history; sq upgrade head; sq revision -m x
  sqlembic: Cycle is detected in revisions (b, c, d)
    at ./m/versions/d.up.sql:2
    detail: b: ./m/versions/b.up.sql
      c: ./m/versions/c.up.sql
      d: ./m/versions/d.up.sql
    next: change down_revision in one of these scripts so that the revisions form a line
  sqlembic: Cycle is detected in revisions (b, c, d)
    at ./m/versions/d.up.sql:2
    detail: b: ./m/versions/b.up.sql
      c: ./m/versions/c.up.sql
      d: ./m/versions/d.up.sql
    next: change down_revision in one of these scripts so that the revisions form a line
  sqlembic: Cycle is detected in revisions (b, c, d)
    at ./m/versions/d.up.sql:2
    detail: b: ./m/versions/b.up.sql
      c: ./m/versions/c.up.sql
      d: ./m/versions/d.up.sql
    next: change down_revision in one of these scripts so that the revisions form a line
  [1]
  $ base; printf -- '-- revision: b\n-- down_revision: a1\n-- depends_on: d\n' | up b
  $ printf -- '-- revision: c\n-- down_revision: a1\n' | up c; printf -- '-- revision: d\n-- down_revision: c\n-- depends_on: b\n' | up d
  $ sq heads
  sqlembic: Dependency cycle is detected in revisions (b, d)
    at ./m/versions/d.up.sql:3
    detail: b: ./m/versions/b.up.sql
      d: ./m/versions/d.up.sql
    next: change depends_on in one of these scripts so that the revisions form a line
  [1]

Down scripts: alone, of another revision, with a bad header.

  $ base; echo 'DROP TABLE t;' | down 2; sq heads
  sqlembic: the down script ./m/versions/2.down.sql has no up script
    next: restore ./m/versions/2.up.sql, or remove the down script
  [1]
  $ base; printf -- '-- revision: b1\nDROP TABLE t;\n' | down 1; sq heads; sq upgrade head; sq downgrade base
  a1 (head)
  Running upgrade  -> a1, base
  Done: 1 revision, 1 statement, N ms; now at a1 (head).
  sqlembic: the down script says revision b1, its up script a1
    at ./m/versions/1.down.sql:1:14
    state: nothing was changed
    next: correct the id, or rename the script to that of its up script
  [1]
  $ base; printf -- '-- transaction: sometimes\nDROP TABLE t;\n' | down 1; sq downgrade base
  sqlembic: 'sometimes' is no value of 'transaction:'
    at ./m/versions/1.down.sql:1:17
    state: nothing was changed
    next: use on (the default), off (statement by statement) or own (the script begins and commits by itself)
  [1]
  $ base; mkdir m/versions/1.down.sql; sq downgrade base
  sqlembic: revision a1 cannot be downgraded: it has no down script
    at ./m/versions/1.up.sql:2
    state: nothing was changed
    next: write its .down.sql, or restore a backup; a .down.sql of comments only is a downgrade that does nothing
  [1]

An unreadable script, a link to nowhere, a directory that is named like one, and files that are nobody's business.

  $ base; ln -s nowhere m/versions/2.up.sql; sq heads
  sqlembic: cannot read ./m/versions/2.up.sql: No such file or directory
  [1]
  $ base; mkdir m/versions/2.up.sql; touch m/versions/{README.md,notes.sql,.hidden.up.sql,1.up.sql~,x.py}; sq heads
  a1 (head)
  $ base; ln -s versions/1.up.sql m/1.up.sql; sq heads
  a1 (head)

An empty up script is a revision that does nothing.

  $ rm -f app.db; fresh; printf -- '-- nothing\n-- revision: a1\n-- down_revision:\n' | up 1; printf -- '-- nothing\n' | down 1
  $ sq upgrade head
  Running upgrade  -> a1, nothing
  Done: 1 revision, 0 statements, N ms; now at a1 (head).
  $ sq downgrade base
  Running downgrade a1 -> , nothing
  Done: 1 revision, 0 statements, N ms; now at base.
