"""The programs of docs/python.md do what the page says."""

import os
import re
import subprocess
import sys

import pytest
from conftest import write_ini, write_revision

with open(os.path.join(os.environ["SQLEMBIC_HEADERS"], "..", "..", "docs", "python.md"), encoding="utf-8") as page:
    PROGRAMS = dict(re.findall(r"^```python\n# (\S+)\n(.*?)^```$", page.read(), re.MULTILINE | re.DOTALL))


@pytest.fixture
def program():
    """Writes a program of the page into a project with one revision, and runs it."""
    write_ini()
    write_revision("a1", "", "CREATE TABLE account (id INTEGER PRIMARY KEY);", "DROP TABLE account;")

    def run(name, *words):
        with open(name, "w", encoding="utf-8") as file:
            file.write(PROGRAMS[name])
        return subprocess.run([sys.executable, *words, name], capture_output=True, text=True)

    return run


def test_every_program_is_looked_at():
    assert set(PROGRAMS) == {"migrate.py", "app.py", "careful.py", "talk.py", "old.py", "test_shop.py", "test_migrations.py"}


def test_migrate(program):
    assert program("migrate.py").stdout == "a1 (head)\n"


def test_careful(program):
    assert program("careful.py").returncode == 0
    write_revision("b2", "a1", "nonsense;")
    done = program("careful.py")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == [
        "upgrade of b2 was rolled back; the database is at a1",
        "correct it, then: sqlembic upgrade head",
    ]


def test_talk_and_old(program):
    assert program("talk.py").stderr == "INFO [sqlembic.runtime.migration] Running upgrade  -> a1, a1\n"
    assert program("old.py").returncode == 0


@pytest.mark.parametrize("name", ["test_shop.py", "test_migrations.py"])
def test_tests(program, name):
    done = program(name, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir=.")
    assert done.returncode == 0, done.stdout


def test_app_compiles():
    compile(PROGRAMS["app.py"], "app.py", "exec")
