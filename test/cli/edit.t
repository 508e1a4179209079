edit: opens the scripts that an identifier stands for.

  $ printf 'CREATE TABLE a (i);\n--- down\nDROP TABLE a;\n' | mkrev a1 '' first
  $ printf 'CREATE TABLE b (i);\n' | mkrev b1 a1 second
  $ printf 'CREATE TABLE c (i);\n' | mkrev c1 a1 third
  $ mkdir bin; cat > bin/show <<'SH'
  > #!/bin/sh
  > for file; do case $file in */*) echo "${file##*/}";; *) echo "[$file]";; esac; done
  > SH
  $ cat > bin/bad <<'SH'
  > #!/bin/sh
  > exit 3
  > SH
  $ cat > bin/kill9 <<'SH'
  > #!/bin/sh
  > kill -9 $$
  > SH
  $ chmod +x bin/*; PATH=$PWD/bin:$PATH

  $ EDITOR=show sq edit a1
  a1.up.sql
  a1.down.sql
  $ EDITOR=show sq edit heads
  b1.up.sql
  c1.up.sql
  $ VISUAL='show -w' sq edit a
  sqlembic: Can't locate revision identified by 'a'
    next: did you mean a1?
  [1]
  $ EDITOR='show -w --wait' VISUAL=bad sq edit b1
  [-w]
  [--wait]
  b1.up.sql
  $ EDITOR=' ' VISUAL=show sq edit b1
  b1.up.sql
  $ EDITOR=show sq edit current
  sqlembic: 'current' stands for no revision, so there is no file
    next: sqlembic history lists the revisions
  [1]
  $ sqlembic upgrade -q b1; EDITOR=show sq edit current
  b1.up.sql

What goes wrong.

  $ EDITOR=show sq edit base
  sqlembic: 'base' stands for no revision, so there is no file
    next: sqlembic history lists the revisions
  [1]
  $ EDITOR=show sq edit zzz
  sqlembic: Can't locate revision identified by 'zzz'
    next: list what there is with: sqlembic history
  [1]
  $ EDITOR=show sq edit head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: b1, c1
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ EDITOR=show sq edit
  usage: sqlembic edit rev
  sqlembic: argument missing: rev
  [2]
  $ EDITOR=no-such-editor sq edit a1
  sqlembic: there is no program 'no-such-editor'
    next: set EDITOR to an editor that is installed
  [1]
  $ EDITOR=$PWD sq edit a1
  sqlembic: cannot run the editor '.': Permission denied
  [1]
  $ EDITOR=bad sq edit a1
  sqlembic: the editor 'bad' exited with status 3
  [1]
  $ EDITOR=kill9 sq edit a1
  sqlembic: the editor 'kill9' was killed by signal 9
  [1]
  $ program=$(readlink -f "$(type -P sqlembic)"); PATH=/nowhere "$program" edit a1
  sqlembic: no editor found
    next: set EDITOR or VISUAL to the editor's name
  [1]
  $ EDITOR=show sq --json edit a1 < /dev/null
  a1.up.sql
  a1.down.sql
