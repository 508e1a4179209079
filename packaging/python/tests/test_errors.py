"""Errors as exceptions: what is known of them, and their classes."""

import os
import pickle
import socket
import threading

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic.config import Config
from sqlembic.util import CommandError
from sqlembic.util.exc import DatabaseLocked, DatabaseUnreachable, HalfApplied, ScriptChanged, by_status


def test_an_error_has_its_place_state_and_hint(project):
    write_revision("c3", "b2", "CREATE TABLE item (id INT);\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(CommandError) as caught:
        command.upgrade(project, "head")
    error = caught.value
    assert error.file == os.path.abspath("migrations/versions/c3.up.sql")
    assert (error.line, error.status) == (7, 1)
    assert "nowhere" in error.message
    assert error.state == "upgrade of c3 was rolled back; the database is at b2"
    assert error.hint == "correct it, then: sqlembic upgrade head"
    assert str(error).startswith(f"{error.message}\n  at {error.file}:7")
    assert str(error).endswith("\n  next: correct it, then: sqlembic upgrade head")


def test_the_sqlstate_is_the_servers(postgresql):
    write_ini(postgresql.url)
    write_revision("a1", "", "SELECT * FROM nowhere;")
    with pytest.raises(CommandError) as caught:
        command.upgrade(Config("alembic.ini"), "head")
    assert caught.value.sqlstate == "42P01"
    assert caught.value.column == 15
    assert caught.value.statement.startswith("SELECT * FROM nowhere")


def test_a_half_applied_script_has_its_class(project):
    write_revision("c3", "b2", "CREATE TABLE item (id INT);\nCREATE TABLE item (id INT);", transaction="off")
    with pytest.raises(HalfApplied) as caught:
        command.upgrade(project, "head")
    assert caught.value.status == 8


def test_a_server_that_is_not_there_has_its_class():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        write_ini(f"postgresql://nobody:secret@127.0.0.1:{taken.getsockname()[1]}/shop")
        write_revision("a1", "", "SELECT 1;")
        with pytest.raises(DatabaseUnreachable) as caught:
            command.upgrade(Config("alembic.ini"), "head")
    assert caught.value.status == 5
    assert "secret" not in str(caught.value)


def test_a_lock_that_is_not_obtained_has_its_class(postgresql):
    """The main thread holds the lock by a script that waits in the server; another one asks for it in vain."""
    write_ini(postgresql.url)
    write_revision("a1", "", "SELECT pg_sleep(600);")
    holder = Config("alembic.ini")
    ended = []

    def hold():
        with pytest.raises(CommandError):
            command.upgrade(holder, "head")
        ended.append(True)

    thread = threading.Thread(target=hold)
    thread.start()
    sleeping = "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND wait_event = 'PgSleep'"
    while not postgresql.ask(postgresql.url, sleeping):
        pass
    other = Config("alembic.ini")
    other.set_main_option("lock_timeout", "10ms")
    try:
        with pytest.raises(DatabaseLocked) as caught:
            command.upgrade(other, "head")
        assert caught.value.status == 4
    finally:
        holder.cancel()
        thread.join()
    assert ended


def test_errors_travel_between_processes(project):
    write_revision("c3", "b2", "nonsense;")
    with pytest.raises(CommandError) as caught:
        command.upgrade(project, "head")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is type(caught.value)
    assert (str(copy), copy.line, copy.status) == (str(caught.value), caught.value.line, caught.value.status)


def test_each_status_has_its_class():
    assert [by_status(status).status for status in range(1, 9)] == list(range(1, 9))
    assert by_status(99) is CommandError
    assert by_status(6) is ScriptChanged


def test_a_file_that_is_missing_is_named():
    with pytest.raises(CommandError, match="nothing.ini"):
        command.heads(Config("nothing.ini"))
