"""The pytest plugin, in projects of its own."""

import pytest
from conftest import write_ini, write_revision

USE = """
import importlib
import sqlite3

def connect(url):
    if url.startswith("sqlite"):
        return sqlite3.connect(url[len("sqlite:///"):])
    connection = importlib.import_module("psycopg2").connect(url)
    connection.autocommit = True
    return connection

def ask(url, statement):
    connection = connect(url)
    cursor = connection.cursor()
    cursor.execute(statement)
    rows = cursor.fetchall() if cursor.description else []
    connection.commit()
    connection.close()
    return rows

def test_is_at_head(sqlembic_database):
    assert ask(sqlembic_database, "SELECT version_num FROM alembic_version") == [("b2",)]
    ask(sqlembic_database, "INSERT INTO account VALUES (1)")

def test_sees_nothing_of_others(sqlembic_database):
    assert ask(sqlembic_database, "SELECT count(*) FROM account") == [(0,)]

def test_template_is_made_once(sqlembic_database, sqlembic_template, sqlembic_url):
    # Even one that no longer can be made.
    open("migrations/versions/b2.up.sql", "a").write("nonsense;")
    other = sqlembic_template.copy(".")
    assert ask(other, "SELECT version_num FROM alembic_version") == [("b2",)]
    sqlembic_template.drop(other)
"""


@pytest.fixture
def own_project(project, own_directory, pytester, monkeypatch):
    monkeypatch.chdir(own_directory)
    return own_directory


def run(pytester, directory, text, *options):
    (directory / "test_it.py").write_text(text)
    return pytester.runpytest_subprocess(
        "-p", "no:cacheprovider", f"--rootdir={directory}", "-c", "/dev/null", str(directory / "test_it.py"), *options
    )


def test_databases_are_copies_of_a_template(own_project, pytester, url, request):
    run(pytester, own_project, USE).assert_outcomes(passed=3)
    if url.startswith("postgresql"):
        database = request.getfixturevalue("postgresql")
        left = database.ask(database.server, "SELECT datname FROM pg_database WHERE datname LIKE 'sqlembic_test_%'")
        assert left == []
        # Of the database that the URL names nothing is touched.
        assert database.ask(database.url, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []


def test_each_revision_is_a_test(own_project, pytester):
    done = run(pytester, own_project, "from sqlembic.testing import *", "-v")
    done.assert_outcomes(passed=3)
    done.stdout.fnmatch_lines(["*test_revision_goes_up_down_up?a1? PASSED*", "*test_revision_goes_up_down_up?b2? PASSED*"])


def test_a_revision_that_does_not_go_down_fails(own_project, pytester):
    write_revision("b2", "a1", "CREATE TABLE orders (id INTEGER PRIMARY KEY);", "SELECT 1;")
    done = run(pytester, own_project, "from sqlembic.testing import *", "-v")
    done.assert_outcomes(passed=2, failed=1)
    done.stdout.fnmatch_lines(["*test_revision_goes_up_down_up?b2? FAILED*", "down: *", "*orders*"])


def test_the_ini_file_is_an_option(own_directory, pytester, monkeypatch):
    monkeypatch.chdir(own_directory)
    write_ini()
    (own_directory / "alembic.ini").rename(own_directory / "other.ini")
    write_revision("a1", "", "SELECT 1;", "SELECT 1;")
    done = run(pytester, own_directory, "from sqlembic.testing import *", "-o", "sqlembic_config=other.ini")
    done.assert_outcomes(passed=2)


def test_an_engine_without_scratch_databases_is_refused(own_directory, pytester, monkeypatch):
    monkeypatch.chdir(own_directory)
    write_ini("mysql://root@localhost/shop")
    write_revision("a1", "", "SELECT 1;")
    done = run(pytester, own_directory, "def test_it(sqlembic_database): pass")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*scratch databases for tests are made on SQLite and PostgreSQL, not at mysql*"])
