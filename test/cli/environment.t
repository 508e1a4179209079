Settings from outside: the environment, secret files, a dotenv file, -x, -n.

A project whose database depends on who asks.  A marker of what is in effect:

  $ url() { sq "$@" config | grep '^sqlalchemy.url'; }
  $ mkdir -p migrations/versions
  $ cat > alembic.ini <<'INI'
  > [alembic]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///ini.db
  > env_file = .env
  > INI
  $ url
  sqlalchemy.url = sqlite:///ini.db  [alembic.ini:3]

The dotenv file may be missing; when it is there it comes before the ini file, and after the environment.

  $ cat > .env <<'ENV'
  > # for developers
  > export ALEMBIC_SQLALCHEMY_URL="sqlite:///dotenv.db"  # quoted, with a comment
  > DB_NAME=shop
  > ENV
  $ url
  sqlalchemy.url = sqlite:///dotenv.db  [.env:2]
  $ DATABASE_URL=sqlite:///database.db url
  sqlalchemy.url = sqlite:///database.db  [environment DATABASE_URL]
  $ ALEMBIC_SQLALCHEMY_URL=sqlite:///env.db DATABASE_URL=sqlite:///database.db url
  sqlalchemy.url = sqlite:///env.db  [environment ALEMBIC_SQLALCHEMY_URL]

A secret file holds the value; its last line break is not part of it.

  $ printf 'sqlite:///secret.db\n' > secret
  $ ALEMBIC_SQLALCHEMY_URL_FILE=secret url
  sqlalchemy.url = sqlite:///secret.db  [environment ALEMBIC_SQLALCHEMY_URL_FILE]
  $ DATABASE_URL_FILE=$PWD/secret url
  sqlalchemy.url = sqlite:///secret.db  [environment DATABASE_URL_FILE]
  $ printf 'sqlite:///crlf.db\r\n' > crlf
  $ DATABASE_URL_FILE=crlf url
  sqlalchemy.url = sqlite:///crlf.db  [environment DATABASE_URL_FILE]
  $ DATABASE_URL_FILE=nowhere sq current
  sqlembic: cannot read nowhere: No such file or directory
    detail: this file is named by DATABASE_URL_FILE
    next: correct DATABASE_URL_FILE: it names a file that holds the value
  [1]
  $ DATABASE_URL_FILE=$PWD/migrations sq current
  sqlembic: cannot read ./migrations: Is a directory
    detail: this file is named by DATABASE_URL_FILE
    next: correct DATABASE_URL_FILE: it names a file that holds the value
  [1]
  $ DATABASE_URL_FILE=nowhere sqlembic config 2>/dev/null | grep url
  sqlalchemy.url: cannot be used: cannot read nowhere: No such file or directory  [environment DATABASE_URL_FILE]
  $ DATABASE_URL_FILE=nowhere sqlembic config 2>&1 >/dev/null
  sqlembic: sqlalchemy.url cannot be used: cannot read nowhere: No such file or directory
  [1]
  $ ALEMBIC_SQLALCHEMY_URL_FILE=<(printf sqlite:///pipe.db) sq current -v
  Current revision(s) for sqlite:///pipe.db:

A hint that sends people to the URL names the place where it is.

  $ hint() { sqlembic "$@" current 2>&1 | grep next: | cut -d: -f1,2; }; echo sqlite:///no/x.db >lost
  $ DATABASE_URL=sqlite:///no/x.db hint; ALEMBIC_SQLALCHEMY_URL=sqlite:///no/x.db hint; DATABASE_URL_FILE=lost hint
    next: check the path in DATABASE_URL
    next: check the path in ALEMBIC_SQLALCHEMY_URL
    next: check the path in the file lost
  $ printf '[alembic]\nscript_location = migrations\nenv_file = lost.env\n' >lost.ini
  $ printf '# it is here\nDATABASE_URL=sqlite:///no/x.db\n' >lost.env; hint -c lost.ini
    next: check the path in DATABASE_URL in lost.env
  $ echo DATABASE_URL_FILE=lost >lost.env; hint -c lost.ini
    next: check the path in the file lost
  $ echo 'sqlalchemy.url = sqlite:///no/x.db' >>lost.ini; rm lost.env; hint -c lost.ini
    next: check the path in sqlalchemy.url
  $ rm lost*

So it is for the variables of a value: a container's secrets are files.

  $ printf 'p@ss/w:rd%%\n' > password
  $ cat > parts.ini <<'INI'
  > [alembic]
  > script_location = migrations
  > env_file = parts.env
  > sqlalchemy.url = postgresql://${DB_USER}:${DB_PASSWORD}@db/${DB_NAME:-shop}
  > INI
  $ echo 'DB_USER_FILE=user' > parts.env; printf 'a b' > user
  $ shown() { "$@" sqlembic -c parts.ini config | grep -o '^sqlalchemy.url[^[]*'; }
  $ shown env DB_PASSWORD_FILE=password
  sqlalchemy.url = postgresql://a%20b:***@db/shop  
  $ shown env DB_PASSWORD_FILE=password DB_USER=real DB_NAME_FILE=user
  sqlalchemy.url = postgresql://real:***@db/a%20b  
  $ DB_PASSWORD_FILE=nowhere sqlembic -c parts.ini current
  sqlembic: sqlalchemy.url: cannot read nowhere: No such file or directory
    at parts.ini:4
    detail: this file is named by DB_PASSWORD_FILE
    next: correct DB_PASSWORD_FILE: it names a file that holds the value
  [1]
  $ DB_PASSWORD_FILE=password sqlembic -c parts.ini -x DB_USER=x -x DB_NAME= config | grep -o '^sqlalchemy.url[^[]*'
  sqlalchemy.url = postgresql://x:***@db/shop  

An empty DATABASE_URL is what a compose file makes of one that is not set.

  $ DATABASE_URL= url
  sqlalchemy.url = sqlite:///dotenv.db  [.env:2]
  $ DATABASE_URL= DATABASE_URL_FILE=secret url
  sqlalchemy.url = sqlite:///secret.db  [environment DATABASE_URL_FILE]

An empty variable is a value; for keys with a default it means the default, but log_table may be nothing.

  $ ALEMBIC_SQLALCHEMY_URL= sq current
  sqlembic: no database URL: sqlalchemy.url is not set
    detail: environment ALEMBIC_SQLALCHEMY_URL sets it to nothing
    next: let ALEMBIC_SQLALCHEMY_URL hold the URL
  [1]
  $ ALEMBIC_LOG_TABLE= sq config | grep log_table
  log_table =  [environment ALEMBIC_LOG_TABLE]
  $ ALEMBIC_VERSION_TABLE= sq config | grep version_table
  version_table = alembic_version  [environment ALEMBIC_VERSION_TABLE]
  version_table_schema_create = false  [default]
  $ ALEMBIC_LOCK_TIMEOUT=soon sq current
  sqlembic: lock_timeout: "soon" is not a time such as 500ms, 30s, 5min or 2h
    detail: the value is from environment ALEMBIC_LOCK_TIMEOUT
    next: set ALEMBIC_LOCK_TIMEOUT to a whole number with ms, s, min or h; without one it is of seconds
  [1]
  $ ALEMBIC_TRANSACTION_PER_MIGRATION=maybe sq current
  sqlembic: transaction_per_migration: "maybe" is neither true nor false
    detail: the value is from environment ALEMBIC_TRANSACTION_PER_MIGRATION
    next: set ALEMBIC_TRANSACTION_PER_MIGRATION to true or false
  [1]
  $ ALEMBIC_TRUNCATE_SLUG_LENGTH=-1 sq revision -m x
  sqlembic: truncate_slug_length: "-1" is not a whole number
    detail: the value is from environment ALEMBIC_TRUNCATE_SLUG_LENGTH
    next: set ALEMBIC_TRUNCATE_SLUG_LENGTH to a number of digits only
  [1]

Another section has variables of its own, so that one variable never sends two of them to one database.

  $ cat >> alembic.ini <<'INI'
  > [billing]
  > script_location = billing
  > [DEFAULT]
  > sqlalchemy.url = sqlite:///default.db
  > INI
  $ mkdir -p billing/versions
  $ rm .env
  $ url -n billing
  sqlalchemy.url = sqlite:///default.db  [alembic.ini:8]
  $ DATABASE_URL=sqlite:///database.db ALEMBIC_SQLALCHEMY_URL=sqlite:///env.db url -n billing
  sqlalchemy.url = sqlite:///default.db  [alembic.ini:8]
  $ ALEMBIC_BILLING_SQLALCHEMY_URL=sqlite:///billing.db url -n billing
  sqlalchemy.url = sqlite:///billing.db  [environment ALEMBIC_BILLING_SQLALCHEMY_URL]
  $ printf sqlite:///billing-secret.db > secret
  $ ALEMBIC_BILLING_SQLALCHEMY_URL_FILE=secret url -n billing
  sqlalchemy.url = sqlite:///billing-secret.db  [environment ALEMBIC_BILLING_SQLALCHEMY_URL_FILE]
  $ ALEMBIC_BILLING_SQLALCHEMY_URL=sqlite:///billing.db url
  sqlalchemy.url = sqlite:///ini.db  [alembic.ini:3]
  $ sq -n blling heads
  sqlembic: there is no section [blling] in alembic.ini
    next: -n takes the name of a section that is there: [alembic], [billing]
  [1]

Variables in values: from the environment, from -x (which wins), from the dotenv file.

  $ cat > alembic.ini <<'INI'
  > [alembic]
  > script_location = ${SCRIPTS:-migrations}
  > env_file = .env
  > sqlalchemy.url = sqlite:///${DB_NAME}.db
  > INI
  $ url
  sqlalchemy.url: cannot be used: variable DB_NAME is not set  [alembic.ini:4]
  $ sq heads
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sq current
  sqlembic: sqlalchemy.url: variable DB_NAME is not set
    at alembic.ini:4
    next: set DB_NAME in the environment, or give -x DB_NAME=VALUE
  [1]
  $ url -x DB_NAME=cli
  sqlalchemy.url = sqlite:///cli.db  [alembic.ini:4]
  $ DB_NAME=env url
  sqlalchemy.url = sqlite:///env.db  [alembic.ini:4]
  $ DB_NAME=env url -x DB_NAME=first -x DB_NAME=last
  sqlalchemy.url = sqlite:///last.db  [alembic.ini:4]
  $ printf 'DB_NAME=dotenv\n' > .env
  $ url
  sqlalchemy.url = sqlite:///dotenv.db  [alembic.ini:4]
  $ DB_NAME= url
  sqlalchemy.url = sqlite:///.db  [alembic.ini:4]
  $ SCRIPTS=elsewhere sq heads
  sqlembic: cannot read the version location ./elsewhere/versions: No such file or directory
    detail: script_location is from alembic.ini:2
    next: create it, correct the setting, or make a new script directory: sqlembic init DIRECTORY
  [1]
  $ SCRIPTS= sq heads
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sq heads -x SCRIPTS
  The script directory holds no revisions (sqlembic -x SCRIPTS config shows where it is).
  $ sq -x =1 heads
  usage: sqlembic heads [-v] [--resolve-dependencies]
  sqlembic: -x '=1' has no name
  [2]
  $ printf 'DB_NAME="a\nb' > .env
  $ sq heads
  sqlembic: quote without an end
    at .env:1:9
    detail: this file is named by env_file (alembic.ini:3)
    next: close it, or put the whole value in the other kind of quotes
  [1]
  $ printf '\n 2x=b' > .env
  $ sq heads
  sqlembic: this is no variable name
    at .env:2:2
    detail: this file is named by env_file (alembic.ini:3)
    next: write NAME=value; a name has letters, digits and "_", and no digit first
  [1]
  $ rm .env; mkdir .env
  $ sq heads
  sqlembic: cannot read .env: Is a directory
    detail: this file is named by env_file (alembic.ini:3)
  [1]
  $ rmdir .env
  $ ALEMBIC_ENV_FILE=prod.env sq heads
  sqlembic: cannot read prod.env: No such file or directory
    detail: this file is named by env_file (environment ALEMBIC_ENV_FILE)
  [1]

A variable that is a part of the URL is encoded as the URL needs it; one that is all of it is not.  Nothing shows
the password.

  $ cat > alembic.ini <<'INI'
  > [alembic]
  > script_location = migrations
  > sqlalchemy.url = postgresql://${DB_USER}:${DB_PASSWORD}@${DB_HOST:-localhost}/${DB_NAME:?name the database}
  > INI
  $ url
  sqlalchemy.url: cannot be used: variable DB_USER is not set  [alembic.ini:3]
  $ DB_USER=me DB_PASSWORD=x sq current
  sqlembic: sqlalchemy.url: variable DB_NAME is not set: name the database
    at alembic.ini:3
    next: set DB_NAME in the environment, or give -x DB_NAME=VALUE
  [1]
  $ DB_USER=me@corp DB_PASSWORD='p@s:s/w?r#d%' DB_NAME='the db' url
  sqlalchemy.url = postgresql://me%40corp:***@localhost/the%20db  [alembic.ini:3]
  $ cat > alembic.ini <<'INI'
  > [alembic]
  > script_location = migrations
  > sqlalchemy.url = ${URL}
  > INI
  $ URL='postgresql+asyncpg://me:p%40ss@db:5433/shop?sslmode=require&sslpassword=geheim' url
  sqlalchemy.url = postgresql+asyncpg://me:***@db:5433/shop?sslmode=require&sslpassword=***  [alembic.ini:3]
  $ URL='postgres://me:p@ss@db/shop' url
  sqlalchemy.url = postgres://me:***@db/shop  [alembic.ini:3]
  $ URL='mysql://me:geheim@[::1]:3306/shop' url
  sqlalchemy.url = mysql://me:***@[::1]:3306/shop  [alembic.ini:3]

Whatever goes wrong, the password stays hidden.

  $ for bad in 'postgresql://me:geheim@db:port/shop' 'oracle://me:geheim@db/shop' 'postgresql//me:geheim@db/shop' \
  >   'me:geheim@db' 'mysql://me:geheim' 'postgresql://me:geheim@127.0.0.1:1/shop' 'sqlite://me:geheim@db/shop' \
  >   'sqlite:////nowhere/x?api_token=geheim'; do
  >   URL=$bad sq current --raiseerr; URL=$bad sq --json upgrade head; URL=$bad sq status
  >   URL=$bad sq config -v; URL=$bad sq upgrade head --sql; URL=$bad sq log
  > done > all 2>&1
  [5]
  $ grep -c geheim all
  0
  [1]
  $ grep '\*\*\*' all | sort -u
  sqlalchemy.url = postgresql://me:***@127.0.0.1:1/shop  [alembic.ini:3]
  sqlalchemy.url = sqlite:////nowhere/x?api_token=***  [alembic.ini:3]
  sqlalchemy.url = sqlite://me:***@db/shop  [alembic.ini:3]
  sqlembic: cannot connect to postgresql://me:***@127.0.0.1:1/shop: connection to server at "127.0.0.1", port 1 failed: Connection refused * (glob)
  sqlembic: cannot open sqlite:////nowhere/x?api_token=***: there is no directory /nowhere
  sqlembic: sqlite://me:***@db/shop has a host or a user, and SQLite has neither
  {"error": "failed", "status": 1, "message": "sqlite://me:***@db/shop has a host or a user, and SQLite has neither", "state": "nothing was changed", "hint": "sqlite:///db is relative to the current directory, sqlite:////db absolute"}
  {"error": "unreachable", "status": 5, "message": "cannot connect to postgresql://me:***@127.0.0.1:1/shop: connection to server at * (glob)
  {"error": "unreachable", "status": 5, "message": "cannot open sqlite:////nowhere/x?api_token=***: there is no directory /nowhere", "detail": "SQLITE_CANTOPEN", "state": "nothing was changed", "hint": "check the path in sqlalchemy.url: three slashes begin a relative path, four an absolute one"}

Without any ini file the environment is enough.

  $ mkdir bare && cd bare && mkdir -p db/versions
  $ export ALEMBIC_SCRIPT_LOCATION=db DATABASE_URL=sqlite:///bare.db
  $ printf -- '-- revision: a1\n-- down_revision:\nCREATE TABLE t (i);\n' > db/versions/a1.up.sql
  $ sq upgrade head
  Running upgrade  -> a1
  Done: 1 revision, 1 statement, N ms; now at a1 (head).
  $ sq current
  a1 (head)
  $ sq -n other current
  sqlembic: script_location is not set, and there is no alembic.ini here
    next: start with "sqlembic -n other init migrations", name an ini file with -c, or set ALEMBIC_OTHER_SCRIPT_LOCATION
  [1]
  $ ALEMBIC_OTHER_SCRIPT_LOCATION=db sq -n other current
  sqlembic: no database URL: sqlalchemy.url is not set
    next: set the environment variable ALEMBIC_OTHER_SQLALCHEMY_URL, or sqlalchemy.url in [other] of alembic.ini
  [1]
  $ ALEMBIC_OTHER_SCRIPT_LOCATION=db ALEMBIC_OTHER_SQLALCHEMY_URL=sqlite:///other.db sq -n other current -v
  Current revision(s) for sqlite:///other.db:
  $ sq config
  script_location = db  [environment ALEMBIC_SCRIPT_LOCATION]
  recursive_version_locations = false  [default]
  file_template = %(rev)s_%(slug)s  [default]
  truncate_slug_length = 40  [default]
  sqlalchemy.url = sqlite:///bare.db  [environment DATABASE_URL]
  version_table = alembic_version  [default]
  version_table_schema_create = false  [default]
  log_table = sqlembic_log  [default]
  transaction_per_migration = true  [default]
  commit_group = 100  [default]
  lock_timeout = 60s  [default]
  lock_retries = 0  [default]
  lock_retry_delay = 1s  [default]
  lock_lease = 20s  [default]
  statement_timeout = 0  [default]
  connect_timeout = 10s  [default]
  include_schemas = false  [default]
  compare_type = true  [default]
  compare_server_default = false  [default]
