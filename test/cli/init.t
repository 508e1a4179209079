init: a script directory and an ini file, and nothing that was there before is lost.

  $ sq init migrations
  Creating directory ./migrations ...  done
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/README ...  done
  Generating ./migrations/script.down.sql.in ...  done
  Generating ./migrations/script.up.sql.in ...  done
  Generating ./alembic.ini ...  done
  Next: set sqlalchemy.url in alembic.ini, or DATABASE_URL, then sqlembic revision -m "...".
  $ find . -mindepth 1 | LC_ALL=C sort
  ./alembic.ini
  ./migrations
  ./migrations/README
  ./migrations/script.down.sql.in
  ./migrations/script.up.sql.in
  ./migrations/versions
  $ cat migrations/script.up.sql.in migrations/script.down.sql.in
  -- ${message}
  --
  -- revision: ${up_revision}
  -- down_revision: ${down_revision}
  -- branch_labels: ${branch_labels}
  -- depends_on: ${depends_on}
  -- create_date: ${create_date}
  
  ${upgrades}
  -- Takes back: ${message}
  --
  -- revision: ${up_revision}
  
  ${downgrades}
  $ cmp alembic.ini "$SQLEMBIC_SOURCE/alembic.ini.sample" && echo the sample itself
  the sample itself

A second one keeps the ini file, and says that this still names the first directory.

  $ sq init other
  Creating directory ./other ...  done
  Creating directory ./other/versions ...  done
  Generating ./other/README ...  done
  Generating ./other/script.down.sql.in ...  done
  Generating ./other/script.up.sql.in ...  done
  File ./alembic.ini already exists, skipping
  Next: let script_location in alembic.ini name other, then sqlembic revision -m "...".
  $ grep ^script_location alembic.ini
  script_location = %(here)s/migrations
  $ rm -r other

Directories that cannot be used.

  $ sq init migrations
  sqlembic: directory ./migrations exists already and is not empty
    next: name another directory, or make this one empty
  [1]
  $ mkdir empty && sq init empty
  Creating directory ./empty/versions ...  done
  Generating ./empty/README ...  done
  Generating ./empty/script.down.sql.in ...  done
  Generating ./empty/script.up.sql.in ...  done
  File ./alembic.ini already exists, skipping
  Next: let script_location in alembic.ini name empty, then sqlembic revision -m "...".
  $ touch file && sq init file
  sqlembic: ./file exists and is not a directory
  [1]
  $ sq init file/inside
  sqlembic: cannot create directory ./file: Not a directory
  [1]
  $ sq init ''
  usage: sqlembic init [-t NAME] [--package] directory
  sqlembic: init needs the name of a directory
  [2]
  $ sq init
  usage: sqlembic init [-t NAME] [--package] directory
  sqlembic: argument missing: directory
  [2]
  $ sq init a b
  usage: sqlembic init [-t NAME] [--package] directory
  sqlembic: unexpected argument 'b'
    next: quote a value that contains blanks; --help lists what there is
  [2]
  $ sq init -t generic --template=nosuch x
  sqlembic: there is no template 'nosuch'
    next: sqlembic list_templates shows those that there are
  [1]
  $ find . -name x -o -name inside
  $ rm -rf empty file

Other places for the ini file; %(here)s is written so that the project can be moved as a whole.

  $ mkdir -p etc && sq -c etc/my.ini init db/scripts
  Creating directory ./db ...  done
  Creating directory ./db/scripts ...  done
  Creating directory ./db/scripts/versions ...  done
  Generating ./db/scripts/README ...  done
  Generating ./db/scripts/script.down.sql.in ...  done
  Generating ./db/scripts/script.up.sql.in ...  done
  Generating ./etc/my.ini ...  done
  Next: set sqlalchemy.url in etc/my.ini, or DATABASE_URL, then sqlembic -c etc/my.ini revision -m "...".
  $ grep ^script_location etc/my.ini
  script_location = %(here)s/../db/scripts
  $ sqlembic -c etc/my.ini revision -q --rev-id a1 -m x && sqlembic -c etc/my.ini heads
  a1 (head)
  $ ALEMBIC_CONFIG=env.ini sq init -q envdir; grep ^script_location env.ini
  script_location = %(here)s/envdir
  $ sq -c nowhere/my.ini init x; test -e x
  sqlembic: cannot write ./nowhere/my.ini: there is no such directory
    next: make it, then run the same command again: mkdir -p ./nowhere
  [1]
  $ sqlembic -q -c abs.ini init "$PWD/absolute"; grep ^script_location abs.ini | sed "s,$PWD,.,"
  script_location = ./absolute
  $ sq -q -c '100%.ini' init '100% ${x}'; grep ^script_location '100%.ini'; sqlembic -c '100%.ini' revision -q --rev-id p1 && ls 100*/versions
  script_location = %(here)s/100%% $${x}
  p1_.down.sql
  p1_.up.sql
  $ sq -q init trailing/ -c t.ini; grep ^script_location t.ini
  script_location = %(here)s/trailing
  $ sq -q init ./a/../b -c b.ini; grep ^script_location b.ini
  script_location = %(here)s/a/../b
  $ sq -q init . -c dot.ini
  sqlembic: directory . exists already and is not empty
    next: name another directory, or make this one empty
  [1]
  $ mkdir here && cd here && sq -q init . && ls && grep ^script_location alembic.ini; cd ..
  README
  alembic.ini
  script.down.sql.in
  script.up.sql.in
  versions
  script_location = %(here)s

--package, templates, --json, --quiet.

  $ mkdir pkg && cd pkg && sqlembic -q init --package app && find . -name '*.py' | LC_ALL=C sort; cd ..
  ./app/__init__.py
  ./app/versions/__init__.py
  $ sqlembic list_templates
  Available templates:
  
  generic - one database, plain SQL scripts
  
  Templates are used via the 'init' command, e.g.:
  
    sqlembic init --template generic ./scripts
  $ sqlembic --json init -t generic json -c json.ini | sed -E "s,$PWD,.,"
  {"event": "creating", "path": "./json"}
  {"event": "created", "path": "./json"}
  {"event": "creating", "path": "./json/versions"}
  {"event": "created", "path": "./json/versions"}
  {"event": "creating", "path": "./json/README"}
  {"event": "created", "path": "./json/README"}
  {"event": "creating", "path": "./json/script.down.sql.in"}
  {"event": "created", "path": "./json/script.down.sql.in"}
  {"event": "creating", "path": "./json/script.up.sql.in"}
  {"event": "created", "path": "./json/script.up.sql.in"}
  {"event": "creating", "path": "./json.ini"}
  {"event": "created", "path": "./json.ini"}
  $ sqlembic --json list_templates
  [
    {
      "name": "generic",
      "brief": "one database, plain SQL scripts"
    }
  ]
  $ sqlembic init -q quiet -c q.ini

No write permission: nothing is left behind.

  $ as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
  $ cp "$(readlink -f "$(type -P sqlembic)")" program; chmod 755 program "$CRAMTMP"
  $ mkdir locked && cd locked && chmod 555 . && as_user ../program init migrations 2>&1 | sed "s,/[^ ]*/locked,.,"; ls; cd ..
  sqlembic: cannot create directory ./migrations: Permission denied
    next: let the user who runs the command write there
  $ mkdir half && chmod 777 half && cd half && as_user ../program -c ../locked/alembic.ini init migrations 2>&1 | sed "s,/[^ ]*/init.t,..,"; ls; cd ..
  Creating directory ../half/migrations ...  done
  Creating directory ../half/migrations/versions ...  done
  Generating ../half/migrations/README ...  done
  Generating ../half/migrations/script.down.sql.in ...  done
  Generating ../half/migrations/script.up.sql.in ...  done
  sqlembic: cannot write ../locked/alembic.ini: Permission denied
    next: let the user who runs the command write there
