PostgreSQL: the ways in which a URL, the environment and libpq's files name a server.

  $ eval "$(pgdb)"
  $ port=$PGPORT sockets=$PGHOST database=$PGDATABASE; unset PGPORT PGHOST PGDATABASE PGUSER
  $ psql -qX -h $sockets -p $port -U postgres -d postgres 2>/dev/null \
  >   -c "CREATE ROLE password_user LOGIN PASSWORD 'right'" || true
  $ mkrev a1 "" "first" </dev/null
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ to() { ALEMBIC_SQLALCHEMY_URL=$1 sqlembic current -v 2>&1 | grep -v '^ *$' | sed -E "s/$port/PORT/g; s/$database/DB/g; s,$sockets,DIR,g; s,$PWD,.,g"; }
  $ db() { ALEMBIC_SQLALCHEMY_URL=$1 sqlembic log >/dev/null && echo fine; }

Several hosts, as libpq writes them and as SQLAlchemy does; the one that answers counts.

  $ db "postgresql://postgres@127.0.0.1:1,127.0.0.1:$port/$database"
  fine
  $ db "postgresql://postgres@127.0.0.1:1,[::1]:1,localhost:$port/$database?target_session_attrs=read-write"
  fine
  $ db "postgresql+asyncpg://postgres@/$database?host=127.0.0.1:1&host=127.0.0.1:$port"
  fine
  $ db "postgresql+psycopg2://postgres@/$database?host=127.0.0.1,$sockets&port=1,$port"
  fine
  $ db "postgresql://postgres@127.0.0.1:$port,127.0.0.1:$port/$database?target_session_attrs=standby" 2>&1 | sed "s/$port/PORT/g; s/$database/DB/g"
  sqlembic: cannot connect to postgresql://postgres@127.0.0.1:PORT,127.0.0.1:PORT/DB?target_session_attrs=standby: connection to server at "127.0.0.1", port PORT failed: server is not in hot standby mode
    next: no host of ALEMBIC_SQLALCHEMY_URL is what its target_session_attrs asks for

Directories of sockets:

  $ db "postgresql://postgres@/$database?host=$sockets&port=$port"
  fine
  $ db "postgresql://postgres@${sockets//\//%2F}:$port/$database"
  fine
  $ db "postgresql+pg8000://postgres@/$database?unix_sock=$sockets/.s.PGSQL.$port"
  fine

What the URL leaves out comes from the environment, from service files and from password files.

  $ PGHOST=$sockets PGPORT=$port PGUSER=postgres PGDATABASE=$database db postgresql://
  fine
  $ printf '%s\n' '[shop]' "host=$sockets" "port=$port" user=postgres "dbname=$database" >services
  $ PGSERVICEFILE=services db "postgresql:///?service=shop"
  fine
  $ PGSERVICEFILE=services to "postgresql:///?service=shoop"
  sqlembic: cannot connect to postgresql:///?service=shoop: definition of service "shoop" not found
    next: check the service of ALEMBIC_SQLALCHEMY_URL and the file that PGSERVICEFILE names
  $ (umask 077; echo "127.0.0.1:*:$database:password_user:right" >passwords)
  $ PGPASSFILE=passwords db "postgresql://password_user@127.0.0.1:$port/$database"
  fine
  $ db "postgresql://password_user@127.0.0.1:$port/$database?passfile=$PWD/passwords"
  fine
  $ chmod 644 passwords; PGPASSFILE=passwords to "postgresql://password_user@127.0.0.1:$port/$database"
  WARNING: password file "passwords" has group or world access; permissions should be u=rw (0600) or less
  sqlembic: cannot connect to postgresql://password_user@127.0.0.1:PORT/DB: connection to server at "127.0.0.1", port PORT failed: fe_sendauth: no password supplied
    next: put the password into ALEMBIC_SQLALCHEMY_URL, PGPASSWORD or ~/.pgpass

TLS: asked for as each driver does, and verified against the authority that is named.

  $ for mode in ssl=require ssl=true sslmode=require; do db "postgresql+pg8000://postgres@localhost:$port/$database?$mode"; done
  fine
  fine
  fine
  $ ca=$SQLEMBIC_SERVER_POSTGRESQL_CERTIFICATE
  $ db "postgresql://postgres@localhost:$port/$database?sslmode=verify-full&sslrootcert=$ca"
  fine
  $ to "postgresql://postgres@127.0.0.1:$port/$database?sslmode=verify-full&sslrootcert=$ca"
  sqlembic: cannot connect to postgresql://postgres@127.0.0.1:PORT/DB?sslmode=verify-full&sslrootcert=DIR/ca.crt: connection to server at "127.0.0.1", port PORT failed: server certificate for "localhost" (and 1 other name) does not match host name "127.0.0.1"
    next: name the host in ALEMBIC_SQLALCHEMY_URL as the server's certificate does
  $ openssl req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=other \
  >   -keyout other.key -out other.crt 2>/dev/null
  $ to "postgresql://postgres@localhost:$port/$database?sslmode=verify-full&hostaddr=127.0.0.1&sslrootcert=other.crt"
  sqlembic: cannot connect to postgresql://postgres@localhost:PORT/DB?sslmode=verify-full&hostaddr=127.0.0.1&sslrootcert=other.crt: connection to server at "127.0.0.1", port PORT failed: SSL error: certificate verify failed
    next: sslrootcert has to name the authority that has signed the server's certificate
  $ to "postgresql://postgres@localhost:$port/$database?sslmode=verify-full&hostaddr=127.0.0.1&sslrootcert=missing.crt"
  sqlembic: cannot connect to postgresql://postgres@localhost:PORT/DB?sslmode=verify-full&hostaddr=127.0.0.1&sslrootcert=missing.crt: connection to server at "127.0.0.1", port PORT failed: root certificate file "missing.crt" does not exist Either provide the file*or change sslmode to disable server certificate verification. (glob)
    next: sslrootcert has to name the authority that has signed the server's certificate
