"""What tests of the Python package begin with.  They run against the installed wheel (test/support/wheel)."""

import os
import secrets
from contextlib import closing

import psycopg2
import pytest

from sqlembic.config import Config

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def own_directory(tmp_path, monkeypatch):
    for name in list(os.environ):
        if name.startswith("ALEMBIC") or name.startswith("DATABASE_URL"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Postgresql:
    """A database of its own on the server that the tests have started."""

    def __init__(self):
        self.server = os.environ["SQLEMBIC_SERVER_POSTGRESQL"]
        self.name = "wheel_" + secrets.token_hex(4)
        self.url = self.server.replace("/postgres?", f"/{self.name}?", 1)
        self.ask(self.server, f"CREATE DATABASE {self.name}")

    def ask(self, url, statement):
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

    def close(self):
        self.ask(self.server, f"DROP DATABASE {self.name} WITH (FORCE)")


@pytest.fixture
def postgresql():
    database = Postgresql()
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """An empty database of each engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql").url
    return "sqlite:///shop.db"


def write_revision(name, down_revision, up, down="", **header):
    """The two scripts of a revision in migrations/versions."""
    os.makedirs("migrations/versions", exist_ok=True)
    lines = [f"-- {name}", "--", f"-- revision: {name}", f"-- down_revision: {down_revision}"]
    lines += [f"-- {key}: {value}" for key, value in header.items()]
    for direction, script in (("up", up), ("down", down)):
        with open(f"migrations/versions/{name}.{direction}.sql", "w", encoding="utf-8") as file:
            file.write("\n".join([*lines, "", script, ""]))


def write_ini(url="sqlite:///shop.db"):
    with open("alembic.ini", "w", encoding="utf-8") as file:
        file.write(f"[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = {url.replace('%', '%%')}\n")


@pytest.fixture
def project(url):
    """Two revisions and an ini file for the database."""
    write_ini(url)
    write_revision("a1", "", "CREATE TABLE account (id INTEGER PRIMARY KEY);", "DROP TABLE account;")
    write_revision("b2", "a1", "CREATE TABLE orders (id INTEGER PRIMARY KEY);", "DROP TABLE orders;")
    return Config("alembic.ini")
