"""Two copies of SQLite in one process are kept from the same file."""

import sqlite3
import threading
from contextlib import closing

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic._sqlite import path_of
from sqlembic.config import Config
from sqlembic.util import CommandError


@pytest.mark.parametrize("url", ["sqlite:///shop.db", "sqlite+pysqlite:///./sh%6Fp.db", "sqlite:///file:shop.db?uri=true"])
def test_a_file_that_is_open_here_is_refused(url):
    write_ini(url)
    write_revision("a1", "", "CREATE TABLE account (id INT);")
    config = Config("alembic.ini")
    with closing(sqlite3.connect("shop.db")) as connection:
        connection.execute("CREATE TABLE other (id INT)")
        for run in (lambda: command.upgrade(config, "head"), lambda: command.current(config), lambda: command.dump(config)):
            with pytest.raises(CommandError, match="open already") as caught:
                run()
            assert caught.value.state == "nothing was done"
        # What needs no database still works.
        command.heads(config)
    command.upgrade(config, "head")
    assert command.status(config).rows == ("a1",)


def test_calls_of_ours_share_a_file():
    write_ini()
    write_revision("a1", "", "CREATE TABLE account (id INT);")
    command.upgrade(Config("alembic.ini"), "head")
    failures = []

    def work():
        try:
            for _ in range(20):
                command.upgrade(Config("alembic.ini"), "head")
        except CommandError as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_file_of_a_url():
    assert path_of("sqlite:////var/shop.db?mode=rw") == "/var/shop.db"
    assert path_of("sqlite:///:memory:") is None
    assert path_of("sqlite://") is None
    assert path_of("postgresql:///shop") is None
    assert path_of(None) is None
