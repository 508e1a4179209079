An ini file that cannot be read as it is meant: each message names the file and the line.

  $ ini() { cat > alembic.ini; sq heads; }
  $ mkdir -p migrations/versions

What is not there or is no ini file.

  $ sq history
  sqlembic: script_location is not set, and there is no alembic.ini here
    next: start with "sqlembic init migrations", name an ini file with -c, or set ALEMBIC_SCRIPT_LOCATION
  [1]
  $ sq -c nowhere.ini history
  sqlembic: cannot read nowhere.ini: No such file or directory
    detail: this configuration file is named by -c
    next: name a file that exists, or make this one: sqlembic -c nowhere.ini init DIRECTORY
  [1]
  $ ALEMBIC_CONFIG=nowhere.ini sq history
  sqlembic: cannot read nowhere.ini: No such file or directory
    detail: this configuration file is named by ALEMBIC_CONFIG
    next: name a file that exists, or make this one: sqlembic -c nowhere.ini init DIRECTORY
  [1]
  $ sq -c migrations history
  sqlembic: cannot read migrations: Is a directory
    detail: this configuration file is named by -c
  [1]
  $ sq -c pyproject.toml history
  sqlembic: pyproject.toml is a TOML file; the configuration is read from an ini file
    next: write the keys of [tool.alembic] to [alembic] in an ini file
  [1]
  $ sq -c '' history
  usage: sqlembic history [-r START:END] [-v] [-i] [-g]
  sqlembic: the name of the configuration file is empty
  [2]

A file without an end, or of another kind, is read up to 16 MiB.

  $ sq -c /dev/zero history
  sqlembic: /dev/zero is longer than 16 MiB, the most that is read of such a file
    detail: this configuration file is named by -c
    next: look whether it is the file that was meant
  [1]
  $ printf '[alembic]\nscript_location = migrations\n' > alembic.ini
  $ DATABASE_URL_FILE=/dev/zero sq current
  sqlembic: /dev/zero is longer than 16 MiB, the most that is read of such a file
    detail: this file is named by DATABASE_URL_FILE
    next: look whether it is the file that was meant
  [1]
  $ truncate -s 17M big.env; ALEMBIC_ENV_FILE=big.env sq current
  sqlembic: big.env is longer than 16 MiB, the most that is read of such a file
    detail: this file is named by env_file (environment ALEMBIC_ENV_FILE)
    next: look whether it is the file that was meant
  [1]
  $ rm alembic.ini big.env

References that lead to references, ten at each level.

  $ { echo '[alembic]'; echo 'script_location = %(k9)s'; echo 'k0 = x'
  >   for i in {1..9}; do printf 'k%d = ' $i; printf "%%(k$((i - 1)))s%.0s" {1..10}; echo; done; } > alembic.ini
  $ sq heads
  sqlembic: script_location: the references of the value lead to too many others, or to too long a text
    at alembic.ini:2
    next: write the value out
  [1]

An unreadable one; root reads everything, so root becomes nobody for a moment.

  $ as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
  $ cp "$(readlink -f "$(command -v sqlembic)")" program && chmod 755 program . && printf '[alembic]\n' > secret.ini
  $ chmod 000 secret.ini; as_user ./program -c secret.ini history 2>&1; rm -f secret.ini
  sqlembic: cannot read secret.ini: Permission denied
    detail: this configuration file is named by -c
    next: let the user who runs the command read it

Lines that are none.

  $ ini <<'INI'
  > script_location = migrations
  > INI
  sqlembic: text before the first [section]
    at alembic.ini:1:1
    next: put a line [alembic] in front of it, or a "#" where it is a comment
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location
  > INI
  sqlembic: line without "=" or ":" between key and value
    at alembic.ini:2:1
    next: write key = value, a "#" in front of a comment, or blanks in front of what goes on with the value above it
  [1]
  $ ini <<'INI'
  > [alembic
  > script_location = migrations
  > INI
  sqlembic: section without a closing "]"
    at alembic.ini:1:1
    next: close it, as in [alembic]; a "[" that belongs to the value of the line above it needs a blank in front of it
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > Script_Location = other
  > INI
  sqlembic: key "script_location" comes twice in [alembic], first in line 2
    at alembic.ini:3:1
    next: take one of the two lines out
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > [alembic]
  > timezone = UTC
  > INI
  sqlembic: section [alembic] comes twice
    at alembic.ini:3:1
    next: move its keys to the first one, in line 1
  [1]
  $ ini <<'INI'
  >   [alembic]
  >   script_location = migrations
  > INI
  The script directory holds no revisions (sqlembic config shows where it is).
  $ ini <<'INI'
  > [alembic]
  > = migrations
  > INI
  sqlembic: value without a key
    at alembic.ini:2:1
    next: write the key in front of it: key = value
  [1]
  $ printf '[alembic]\nscript_location = migra\0tions\n' > alembic.ini; sq heads
  sqlembic: NUL byte in a text file
    at alembic.ini:2:24
    next: save the file as UTF-8, without NUL bytes (UTF-16 is full of them)
  [1]
  $ printf '\xef\xbb\xbf[alembic]\r\nscript_location = migrations\r\n' > alembic.ini; sq heads
  The script directory holds no revisions (sqlembic config shows where it is).

Settings that Alembic has in pyproject.toml are not read: where they are is said.

  $ printf '[tool.alembic]\nscript_location = "%%(here)s/alembic"\n' > pyproject.toml; printf '[alembic]\n' > alembic.ini; sq heads
  sqlembic: script_location is not set in [alembic]
    at alembic.ini
    detail: Alembic's settings are in pyproject.toml, [tool.alembic], which is not read
    next: sqlembic import DIRECTORY, with the one that has env.py, takes them over into alembic.ini; or set script_location there, without the quotation marks that TOML has
  [1]
  $ rm alembic.ini; sq heads
  sqlembic: script_location is not set in [alembic], and there is no alembic.ini here
    detail: Alembic's settings are in pyproject.toml, [tool.alembic], which is not read
    next: sqlembic import DIRECTORY, with the one that has env.py, takes them over into alembic.ini; or set script_location there, without the quotation marks that TOML has
  [1]
  $ rm pyproject.toml

Missing and empty sections.

  $ printf '' | ini
  sqlembic: script_location is not set in [alembic]
    at alembic.ini
    detail: there is no section [alembic]
    next: add "script_location = %(here)s/migrations", or make a new project with "sqlembic init migrations"
  [1]
  $ ini <<'INI'
  > # only comments
  > INI
  sqlembic: script_location is not set in [alembic]
    at alembic.ini
    detail: there is no section [alembic]
    next: add "script_location = %(here)s/migrations", or make a new project with "sqlembic init migrations"
  [1]
  $ ini <<'INI'
  > [alembic]
  > INI
  sqlembic: script_location is not set in [alembic]
    at alembic.ini
    next: add "script_location = %(here)s/migrations", or make a new project with "sqlembic init migrations"
  [1]
  $ ini <<'INI'
  > [alembik]
  > script_location = migrations
  > INI
  warning: alembic.ini:1: unknown section [alembik]; did you mean [alembic]?
  sqlembic: script_location is not set in [alembic]
    at alembic.ini
    detail: there is no section [alembic], only [alembik]
    next: add "script_location = %(here)s/migrations", or make a new project with "sqlembic init migrations"
  [1]
  $ sq -n prod heads
  sqlembic: there is no section [prod] in alembic.ini
    next: -n takes the name of a section that is there: [alembik]
  [1]
  $ sq -n alembik heads
  The script directory holds no revisions (sqlembic -n alembik config shows where it is).

Unknown keys are warnings, each with the key that was probably meant; Alembic's own that only Python reads, and keys
that others refer to, are not mentioned.

  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > script_loction = nowhere
  > sqlalchemy.ur = sqlite:///x.db
  > url = sqlite:///x.db
  > frobnicate = yes
  > locktimeout = 3
  > prepend_sys_path = .
  > sqlalchemy.echo = true
  > revision_environment = true
  > root = /srv
  > version_table = %(root)s
  > [logger_root]
  > level = WARN
  > INI
  warning: alembic.ini:3: unknown key "script_loction" in [alembic]; did you mean script_location?
  warning: alembic.ini:4: unknown key "sqlalchemy.ur" in [alembic]; did you mean sqlalchemy.url?
  warning: alembic.ini:5: unknown key "url" in [alembic]; did you mean sqlalchemy.url?
  warning: alembic.ini:6: unknown key "frobnicate" in [alembic] is ignored
  warning: alembic.ini:7: unknown key "locktimeout" in [alembic]; did you mean lock_timeout?
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sqlembic heads 2>/dev/null
  $ sqlembic --quiet heads 2>&1 | wc -l
  5

Values that cannot be used; only the command that needs one complains.

  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > recursive_version_locations = perhaps
  > INI
  sqlembic: recursive_version_locations: "perhaps" is neither true nor false
    at alembic.ini:3
    next: set recursive_version_locations to true or false
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = %(root)s/migrations
  > INI
  sqlembic: script_location: %(root)s names a key that does not exist
    at alembic.ini:2
    next: set root in the same section or in [DEFAULT]
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = ${ROOT}/migrations
  > INI
  sqlembic: script_location: variable ROOT is not set
    at alembic.ini:2
    next: set ROOT in the environment, or give -x ROOT=VALUE
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = ${ROOT:?the folder of the project}/migrations
  > INI
  sqlembic: script_location: variable ROOT is not set: the folder of the project
    at alembic.ini:2
    next: set ROOT in the environment, or give -x ROOT=VALUE
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = ${ROOT/migrations
  > INI
  sqlembic: script_location: "${" without a closing "}"
    at alembic.ini:2
    next: write $${ for a literal "${"
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = ${ROOT-x}/migrations
  > INI
  sqlembic: script_location: "${" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}
    at alembic.ini:2
    next: write $${ for a literal "${"
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = 100%/migrations
  > INI
  sqlembic: script_location: a "%" that is neither "%%" nor the beginning of "%(key)s"
    at alembic.ini:2
    next: write %% for a percent sign
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = %(a)s
  > a = %(b)s
  > b = %(a)s
  > INI
  sqlembic: script_location: %(a)s goes more than 10 references deep, or refers to itself
    at alembic.ini:2
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = app:migrations
  > INI
  sqlembic: script_location: "app:migrations" names a Python package; only directories can be read
    at alembic.ini:2
    next: write the directory itself: %(here)s/app/migrations
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = app.server:database:_migrations
  > INI
  sqlembic: script_location: "app.server:database:_migrations" names a Python package; only directories can be read
    at alembic.ini:2
    next: write the directory itself: %(here)s/app/server/database/_migrations
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > version_locations = a b
  > path_separator = os  # as in Alembic's own template
  > INI
  sqlembic: path_separator: "os  # as in Alembic's own template" is none of os, :, ;, space, newline
    at alembic.ini:4
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > lock_timeout = a while
  > timezone = Mars/Phobos
  > truncate_slug_length = forty
  > sqlalchemy.url = sqlite:///x.db
  > INI
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sq upgrade head
  sqlembic: lock_timeout: "a while" is not a time such as 500ms, 30s, 5min or 2h
    at alembic.ini:3
    next: set lock_timeout to a whole number with ms, s, min or h; without one it is of seconds
  [1]
  $ sq revision -m test
  sqlembic: truncate_slug_length: "forty" is not a whole number
    at alembic.ini:5
    next: set truncate_slug_length to a number of digits only
  [1]
  $ sq config | grep -v default
  script_location = migrations  [alembic.ini:2]
  truncate_slug_length: cannot be used: "forty" is not a whole number  [alembic.ini:5]
  timezone = Mars/Phobos  [alembic.ini:4]
  sqlalchemy.url = sqlite:///x.db  [alembic.ini:6]
  lock_timeout: cannot be used: "a while" is not a time such as 500ms, 30s, 5min or 2h  [alembic.ini:3]
  sqlembic: truncate_slug_length cannot be used: "forty" is not a whole number
  $ find migrations
  migrations
  migrations/versions

URLs.

  $ for url in app.db sqlite:app.db sqlite://app.db postgresq://h/db oracle://h/db driver://user:pass@localhost/dbname \
  >   postgresql://u:secret@h:70000/db postgresql://u:secret@h/db 'postgresql://[::1/db' sqlite:////nowhere/app.db \
  >   sqlite:///migrations sqlite:///a%00b; do
  >   echo "-- $url"; printf '[alembic]\nscript_location = migrations\nsqlalchemy.url = %s\n' "${url//%/%%}" > alembic.ini
  >   SQLEMBIC_DRIVER_PATH=drivers sq current
  > done
  -- app.db
  sqlembic: the database URL does not begin with a scheme and "://"
    detail: the URL is from alembic.ini:3
    next: write it as postgresql://user:password@host:port/database or sqlite:///file.db
  -- sqlite:app.db
  sqlembic: the database URL does not begin with a scheme and "://"
    detail: the URL is from alembic.ini:3
    next: write it as postgresql://user:password@host:port/database or sqlite:///file.db
  -- sqlite://app.db
  sqlembic: sqlite://app.db has a host or a user, and SQLite has neither
    next: sqlite:///app.db is relative to the current directory, sqlite:////app.db absolute
  -- postgresq://h/db
  sqlembic: unknown scheme "postgresq" in the database URL
    detail: the URL is from alembic.ini:3
    next: known schemes are sqlite, postgresql, postgres, mysql, mariadb
  -- oracle://h/db
  sqlembic: unknown scheme "oracle" in the database URL
    detail: the URL is from alembic.ini:3
    next: known schemes are sqlite, postgresql, postgres, mysql, mariadb
  -- driver://user:pass@localhost/dbname
  sqlembic: unknown scheme "driver" in the database URL
    detail: the URL is from alembic.ini:3
    next: known schemes are sqlite, postgresql, postgres, mysql, mariadb
  -- postgresql://u:secret@h:70000/db
  sqlembic: the database URL cannot be read: the port is not a number up to 65535 (an IPv6 address stands in [brackets])
    detail: the URL is from alembic.ini:3
    next: percent-encode special characters of the password (@ is %40, / is %2F, ? is %3F)
  -- postgresql://u:secret@h/db
  sqlembic: the postgresql driver is not installed
    detail: drivers/postgresql.so: cannot open shared object file: No such file or directory
    next: install the driver module postgresql.so of sqlembic 0.1.0, or print the script with --sql and run it with the vendor's client
  -- postgresql://[::1/db
  sqlembic: the database URL cannot be read: the address has no closing "]"
    detail: the URL is from alembic.ini:3
    next: percent-encode special characters of the password (@ is %40, / is %2F, ? is %3F)
  -- sqlite:////nowhere/app.db
  sqlembic: cannot open sqlite:////nowhere/app.db: there is no directory /nowhere
    detail: SQLITE_CANTOPEN
    next: check the path in sqlalchemy.url: three slashes begin a relative path, four an absolute one
  -- sqlite:///migrations
  sqlembic: cannot open sqlite:///migrations: migrations is a directory
    detail: SQLITE_CANTOPEN
    next: check the path in sqlalchemy.url: three slashes begin a relative path, four an absolute one
  -- sqlite:///a%00b
  sqlembic: the database URL holds a NUL byte (%00)
    detail: the URL is from alembic.ini:3
    next: write it as postgresql://user:password@host:port/database or sqlite:///file.db
  [1]

The program loads SQLite's library when a URL asks for it.

  $ mkdir lib; echo > lib/libsqlite3.so.0
  $ DATABASE_URL=sqlite:///x.db LD_LIBRARY_PATH=$PWD/lib sq current
  sqlembic: SQLite's library cannot be loaded
    detail: */lib/libsqlite3.so.0: file too short (glob)
    next: install it, version 3.38 or newer (Debian: libsqlite3-0)
  [1]
  $ rm -r lib

The directory of the scripts.

  $ ini <<'INI'
  > [alembic]
  > script_location = nowhere
  > INI
  sqlembic: cannot read the version location ./nowhere/versions: No such file or directory
    detail: script_location is from alembic.ini:2
    next: create it, correct the setting, or make a new script directory: sqlembic init DIRECTORY
  [1]
  $ sq upgrade head
  sqlembic: cannot read the version location ./nowhere/versions: No such file or directory
    detail: script_location is from alembic.ini:2
    next: create it, correct the setting, or make a new script directory: sqlembic init DIRECTORY
  [1]
  $ DATABASE_URL=sqlite:///x.db sq upgrade head
  sqlembic: cannot read the version location ./nowhere/versions: No such file or directory
    detail: script_location is from alembic.ini:2
    next: create it, correct the setting, or make a new script directory: sqlembic init DIRECTORY
  [1]
  $ sq revision -m x
  sqlembic: there is no script directory nowhere
    detail: script_location is from alembic.ini:2
    next: make it: sqlembic init nowhere
  [1]
  $ mkdir nowhere; sq revision -q --rev-id n1 -m x; ls nowhere/versions
  n1_x.down.sql
  n1_x.up.sql
  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > version_locations = migrations/versions, billing/versions
  > INI
  sqlembic: cannot read the version location ./billing/versions: No such file or directory
    detail: version_locations is from alembic.ini:3
    next: create it, correct the setting, or make a new script directory: sqlembic init DIRECTORY
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = alembic.ini
  > INI
  sqlembic: cannot read the version location ./alembic.ini/versions: Not a directory
    detail: script_location is from alembic.ini:2
  [1]
  $ ini <<'INI'
  > [alembic]
  > script_location = migrations
  > INI
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sq history; sq branches; sq show head; sq show heads
  The script directory holds no revisions (sqlembic config shows where it is).
  $ chmod 000 migrations/versions; as_user ./program heads 2>&1 | sed "s,/[^ ]*/ini_errors.t,.,"; chmod 755 migrations/versions
  sqlembic: cannot read the version location ./migrations/versions: Permission denied
    next: let the user who runs the command read it

Nothing of all this has made a database.

  $ ls
  alembic.ini
  migrations
  nowhere
  program
