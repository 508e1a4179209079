"""Events as records of logging, and `import alembic`."""

import logging
import subprocess
import sys

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic.config import Config


def test_steps_are_records(project, caplog):
    caplog.set_level(logging.DEBUG, "sqlembic")
    command.upgrade(project, "head")
    records = [(record.name, record.levelname, record.sqlembic.kind) for record in caplog.records]
    kinds = [("INFO", "step"), ("DEBUG", "progress"), ("DEBUG", "step_done")] * 2
    assert sorted(records) == sorted(("sqlembic.runtime.migration", *kind) for kind in kinds)
    assert "Running upgrade a1 -> b2, b2" in caplog.messages
    event = next(record.sqlembic for record in caplog.records if record.sqlembic.kind == "step_done")
    assert (event.direction, event.revision, event.to, event.statements) == ("upgrade", "a1", "a1", 1)


def test_warnings_are_warnings(caplog):
    write_ini()
    with open("alembic.ini", "a", encoding="utf-8") as file:
        file.write("scrip_location = x\n")
    write_revision("a1", "", "")
    command.heads(Config("alembic.ini"))
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "script_location" in record.getMessage()


SCRIPT = """
import logging
logging.basicConfig(level=logging.INFO, format="%(name)s %(message)s")
import sqlembic.compat
sqlembic.compat.install()
sqlembic.compat.install()
import alembic
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from alembic.util.exc import CommandError as Same
from alembic.script import ScriptDirectory
config = Config("alembic.ini")
alembic.command.upgrade(config, "head")
print(ScriptDirectory.from_config(config).get_current_head(), CommandError is Same)
try:
    from alembic import op
except ImportError as error:
    print(error)
"""


def python(script):
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


def test_compat_puts_sqlembic_in_alembics_place():
    write_ini()
    write_revision("a1", "", "SELECT 1;")
    done = python(SCRIPT)
    assert done.stderr == "alembic.runtime.migration Running upgrade  -> a1, a1\n"
    assert done.stdout.splitlines() == [
        "a1 True",
        "alembic.op is not in sqlembic, which stands for alembic here (sqlembic.compat): its revisions are SQL files",
    ]


def test_compat_refuses_where_alembic_is_in_use():
    pytest.importorskip("alembic", reason="Debian's alembic")
    done = python("import alembic, sqlembic.compat\nsqlembic.compat.install()")
    assert "RuntimeError: alembic was imported already, from /" in done.stderr
