What "sqlembic config" prints, and ConfigParser's way of reading an ini file.

  $ mkdir -p migrations/versions

The file that init writes is enough for everything but a database.

  $ sq init --quiet project && sq config | sed 's,ini:[0-9]*,ini:N,'
  script_location = ./project  [alembic.ini:N]
  path_separator = os  [alembic.ini:N]
  recursive_version_locations = false  [default]
  file_template = %(rev)s_%(slug)s  [alembic.ini:N]
  truncate_slug_length = 40  [default]
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
  $ rm -r project alembic.ini

Every kind of origin, in the order of documentation; other keys of the section behind ours.  -v also lists what is not
set.

  $ cat > alembic.ini <<'INI'
  > [DEFAULT]
  > timezone = UTC
  > [alembic]
  > script_location: %(here)s/migrations
  > # comments are whole lines
  > ; of either kind
  > file_template = %%(year)d_%%(rev)s
  > SQLALCHEMY.URL = postgresql://me:secret@%(db_host)s/shop
  > db_host = db # no comment: there are none behind values
  > version_table =
  > log_table =
  > version_locations =
  >     migrations/versions
  >     # a comment inside a value
  >     billing
  > path_separator = newline
  > sqlalchemy.echo = true
  > api_token = secret
  > mirror = mysql://me:secret@mirror/shop
  > INI
  $ sq -x unused config
  warning: alembic.ini:18: unknown key "api_token" in [alembic] is ignored
  warning: alembic.ini:19: unknown key "mirror" in [alembic] is ignored
  script_location = ./migrations  [alembic.ini:4]
  version_locations =
      migrations/versions
      billing  [alembic.ini:12]
  path_separator = newline  [alembic.ini:16]
  recursive_version_locations = false  [default]
  file_template = %(year)d_%(rev)s  [alembic.ini:7]
  truncate_slug_length = 40  [default]
  timezone = UTC  [alembic.ini:2]
  sqlalchemy.url: cannot be used: the database URL cannot be read: the host name holds a character that it cannot hold  [alembic.ini:8]
  version_table = alembic_version  [alembic.ini:10]
  version_table_schema_create = false  [default]
  log_table =  [alembic.ini:11]
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
  db_host = db # no comment: there are none behind values  [alembic.ini:9]
  sqlalchemy.echo = true  [alembic.ini:17]
  api_token = ***  [alembic.ini:18]
  mirror = mysql://me:***@mirror/shop  [alembic.ini:19]
  sqlembic: sqlalchemy.url cannot be used: the database URL cannot be read: the host name holds a character that it cannot hold
  [1]
  $ ALEMBIC_LOCK_TIMEOUT=5min sqlembic config -v 2>/dev/null | grep -v "\["
  version_locations =
      migrations/versions
  targets: not set
  targets_query: not set
  target_url: not set
  target_schema: not set
  env_file: not set
  version_table_schema: not set
  target_metadata: not set
  prepend_sys_path: not set
  python: not set
  scratch_url: not set
  scratch_setup: not set
  dump_file: not set
  include_name: not set
  exclude_name: not set

A key that another cannot do without, values of any length, and the section of -n.

  $ { echo '[alembic]'; echo 'script_location = migrations'; printf 'exclude_name = '; printf 'x%.0s' {1..5000}; echo; \
  >   echo '[other]'; echo 'script_location = elsewhere'; } > long.ini
  $ sqlembic -c long.ini config | awk '{ print length($3), $4 }' | tail -3
  5000 [long.ini:3]
  4 [default]
  5 [default]
  $ sqlembic -c long.ini -n other config | head -1
  script_location = elsewhere  [long.ini:5]
  $ sqlembic -c "$PWD/long.ini" config | sed "s,$PWD,.," | head -1
  script_location = migrations  [./long.ini:2]
  $ mkdir -p etc && mv long.ini etc && sed -i 's,= migrations,= %(here)s/../migrations,' etc/long.ini
  $ sqlembic -c etc/long.ini config | sed "s,$PWD,.," | head -1
  script_location = ./etc/../migrations  [etc/long.ini:2]
  $ cd etc && ALEMBIC_CONFIG=long.ini sqlembic config | sed "s,$(dirname $PWD),.," | head -1; cd ..
  script_location = ./etc/../migrations  [long.ini:2]

Values may hold "=", ":", quotes and Unicode; references work in every direction.

  $ cat > alembic.ini <<'INI'
  > [alembic]
  > script_location = migrations
  > a = %(b)s and %(B)s
  > b = x=y:z
  > c = "quoted"
  > d = 100%%
  > e = dollar $${literal} $HOME $
  > f = ${USER} ${NOBODY:-nobody} ${NOBODY:-${USER}} ${EMPTY:-default}
  > grün = größer
  > INI
  $ EMPTY= sqlembic config 2>/dev/null | tail -7
  a = x=y:z and x=y:z  [alembic.ini:3]
  b = x=y:z  [alembic.ini:4]
  c = "quoted"  [alembic.ini:5]
  d = 100%  [alembic.ini:6]
  e = dollar ${literal} $HOME $  [alembic.ini:7]
  f = tester nobody tester default  [alembic.ini:8]
  gr\xc3\xbcn = gr\xc3\xb6\xc3\x9fer  [alembic.ini:9] (esc)

Defaults and the words for true and false.

  $ for word in true YES on 1 t y false No off 0 f n; do
  >   ALEMBIC_RECURSIVE_VERSION_LOCATIONS=$word sqlembic heads && echo "$word"
  > done 2>/dev/null
  true
  YES
  on
  1
  t
  y
  false
  No
  off
  0
  f
  n
  $ for time in 0 10 500ms 30s '5 min' 2h; do ALEMBIC_LOCK_TIMEOUT=$time sqlembic config >/dev/null 2>&1 && echo "$time"; done
  0
  10
  500ms
  30s
  5 min
  2h
  $ for time in -1 1.5s 5m 1d '' ' ' 99999999999999999999; do
  >   ALEMBIC_LOCK_TIMEOUT=$time sqlembic config 2>/dev/null | grep ^lock_timeout
  > done
  lock_timeout: cannot be used: "-1" is not a time such as 500ms, 30s, 5min or 2h  [environment ALEMBIC_LOCK_TIMEOUT]
  lock_timeout: cannot be used: "1.5s" is not a time such as 500ms, 30s, 5min or 2h  [environment ALEMBIC_LOCK_TIMEOUT]
  lock_timeout: cannot be used: "5m" is not a time such as 500ms, 30s, 5min or 2h  [environment ALEMBIC_LOCK_TIMEOUT]
  lock_timeout: cannot be used: "1d" is not a time such as 500ms, 30s, 5min or 2h  [environment ALEMBIC_LOCK_TIMEOUT]
  lock_timeout = 60s  [environment ALEMBIC_LOCK_TIMEOUT]
  lock_timeout: cannot be used: " " is not a time such as 500ms, 30s, 5min or 2h  [environment ALEMBIC_LOCK_TIMEOUT]
  lock_timeout: cannot be used: "99999999999999999999" is not a time such as 500ms, 30s, 5min or 2h  [environment ALEMBIC_LOCK_TIMEOUT]

In JSON.

  $ sqlembic --json config 2>/dev/null | python3 -c '
  > import json, sys
  > for s in json.load(sys.stdin):
  >     if s["key"] in ("script_location", "timezone", "lock_timeout", "c"): print(s)'
  {'key': 'script_location', 'value': 'migrations', 'origin': 'alembic.ini:2'}
  {'key': 'timezone', 'value': None, 'origin': 'default'}
  {'key': 'lock_timeout', 'value': '60s', 'origin': 'default'}
  {'key': 'c', 'value': '"quoted"', 'origin': 'alembic.ini:5'}

What lands in a section that does not read it, and names that are nearly right, are told.

  $ mkdir told && cd told && sq init --quiet project && echo 'lock_timeout = 5s' >> alembic.ini
  $ printf '[alembic_billing]\nurl = x\n' >> alembic.ini
  $ ALEMBIC_SQLALCHEMY_ULR=sqlite:///x sq config -v 2>&1 | grep ^warning | sed 's/ini:[0-9][0-9]*/ini:N/; s/line [0-9]*/line N/'
  warning: alembic.ini:N: key "lock_timeout" has no effect in [post_write_hooks]; move it to [alembic]
  warning: alembic.ini: no command reads [alembic_billing] (line N); with -n NAME they read the section of that name
  warning: environment variable ALEMBIC_SQLALCHEMY_ULR is not read; did you mean ALEMBIC_SQLALCHEMY_URL?
  $ cd ..

A password that has a key of its own is shown under no name, and in no format.

  $ cat > parts.ini <<'INI'
  > [alembic]
  > script_location = migrations
  > sqlalchemy.url = postgresql://app:%(geheim)s@h/db
  > geheim = hunter2
  > db_pass = other
  > note = ask for hunter2
  > INI
  $ sq -c parts.ini config | grep -E '^(sqlalchemy.url|geheim|db_pass|note)'
  sqlalchemy.url = postgresql://app:***@h/db  [parts.ini:3]
  geheim = ***  [parts.ini:4]
  db_pass = ***  [parts.ini:5]
  note = ask for ***  [parts.ini:6]
  $ sq -c parts.ini config --json 2>&1 | grep -c 'hunter2\|other'
  0
  [1]
