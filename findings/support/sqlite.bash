# Sourced: goes to a temporary folder, which is removed at the exit.  sqlite VERSION runs the Python program try.py with PyPI's
# apsw, whose version is that of the SQLite inside.
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
sqlite()
{
	pip download -q --disable-pip-version-check --no-deps --only-binary :all: -d "$1" "apsw==$1"
	python3 -m zipfile -e "$1"/apsw-*.whl "$1/apsw"
	PYTHONPATH=$1/apsw python3 try.py
}
