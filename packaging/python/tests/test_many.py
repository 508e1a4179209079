"""Many databases in one run."""

import logging
import sqlite3
from contextlib import closing

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic.config import Config
from sqlembic.util import CommandError

URLS = ["sqlite:///one.db", "sqlite:///two.db"]


@pytest.fixture
def config():
    write_ini()
    write_revision("a1", "", "CREATE TABLE account (id INTEGER PRIMARY KEY);", "DROP TABLE account;")
    return Config("alembic.ini")


def rows(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def test_targets_lists_those_that_are_given_or_configured(config):
    assert [target.name for target in command.targets(config, URLS)] == URLS
    config.set_main_option("targets", "sqlite:///three.db")
    assert [target.url for target in command.targets(config)] == ["sqlite:///three.db"]


def test_upgrade_all_says_what_has_become_of_each(config, caplog):
    caplog.set_level(logging.INFO, "sqlembic")
    report = command.upgrade_all(config, "head", URLS, jobs=2, tag="release 7")
    assert (report.done, report.failed, report.not_begun) == (2, 0, 0)
    assert [(outcome.target.name, outcome.status, outcome.steps) for outcome in report.outcomes] == [(url, 0, 1) for url in URLS]
    assert rows("one.db") == rows("two.db") == [("a1",)]
    assert {record.sqlembic.database for record in caplog.records if record.sqlembic.kind == "step"} == set(URLS)
    assert f"{URLS[0]}: Running upgrade  -> a1, a1" in caplog.text


def test_upgrade_all_raises_the_worst_error_with_the_report(config):
    with closing(sqlite3.connect("one.db")) as connection:
        connection.execute("CREATE TABLE account (i)")
    with pytest.raises(CommandError) as caught:
        command.upgrade_all(config, "head", URLS, canary=1)
    report = caught.value.report
    assert (report.done, report.failed, report.not_begun) == (0, 1, 1)
    failed, other = report.outcomes
    assert failed.status == 1 and "account already exists" in failed.message
    assert not other.has_begun


def test_upgrade_all_refuses_a_target_that_is_there_twice(config):
    with pytest.raises(CommandError):
        command.upgrade_all(config, "head", ["sqlite:///one.db", "sqlite:///one.db"])
