"""Revisions made of revisions, of another tool's migrations, and back; tables for people."""

import os
import sqlite3
from contextlib import closing

import pytest
from conftest import write_ini

from sqlembic import command
from sqlembic.config import Config
from sqlembic.util import CommandError


def write_migrations():
    os.mkdir("db")
    with open("db/20260105093000_create_users.sql", "w", encoding="utf-8") as file:
        file.write("-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n-- migrate:down\nDROP TABLE users;\n")
    command.init(Config("alembic.ini"), "migrations")
    write_ini()
    return Config("alembic.ini")


def test_import_makes_revisions_and_takes_the_history():
    config = write_migrations()
    found = command.import_(config, "db", dry_run=True)
    assert found.tool == "dbmate" and found.verified is None
    (item,) = found.items
    assert (item.revision, item.source_down, item.transaction, item.is_new) == ("20260105093000", item.source, "on", True)
    assert os.listdir("migrations/versions") == []
    with closing(sqlite3.connect("shop.db")) as connection:
        connection.execute("CREATE TABLE schema_migrations (version)")
        connection.execute("INSERT INTO schema_migrations VALUES ('20260105093000')")
        connection.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, more)")
        connection.commit()
    found = command.import_(config, "db", history=True, verify=True)
    assert found.items[0].applied_at == ""
    assert [difference.object for difference in found.verified.differences] == ["users.more"]
    assert command.status(config).rows == ("20260105093000",)


def test_import_refuses_a_directory_of_no_tool():
    config = write_migrations()
    with pytest.raises(CommandError, match="is no directory"):
        command.import_(config, "nothing")


def test_export_writes_plain_files(project):
    assert [item.is_new for item in command.export(project, "plain", dry_run=True)] == [True, True]
    assert not os.path.exists("plain")
    first, second = command.export(project, "plain")
    assert (first.up, first.down, second.revision) == ("plain/0001_a1.up.sql", "plain/0001_a1.down.sql", "b2")
    assert sorted(os.listdir("plain"))[0] == "0001_a1.down.sql"
    assert [item.is_new for item in command.export(project, "plain")] == [False, False]


def test_squash_writes_one_revision_in_the_place_of_many(project, capsys):
    made = command.squash(project, "base:head", "all of it", "s9", rows=True)
    assert made.revision == "s9"
    command.upgrade(project, "head")
    assert command.status(project).rows == ("s9",)


def test_outline_lists_tables(project):
    command.upgrade(project, "head")
    tables = {table.name.split(".")[-1]: table for table in command.outline(project)}
    assert tables["account"].columns[0].name == "id" and tables["account"].columns[0].is_primary
    assert tables["orders"].references == []
