"""Scratch databases for tests: copies of a template at head.  SQLite copies a file, PostgreSQL a database."""

from __future__ import annotations

import importlib
import os
import re
import secrets
import shutil
from typing import Any, Protocol

from . import command
from ._sqlite import path_of
from .config import Config
from .util.exc import CommandError


class Template(Protocol):
    def copy(self, directory: str) -> str:
        """Makes a database at head and gives its URL."""

    def drop(self, url: str) -> None: ...

    def close(self) -> None: ...


def _upgrade(config: Config, url: str) -> None:
    scratch = config.with_url(url)
    # The file of the schema is the project's, not that of a test.
    scratch.set_main_option("dump_file", "")
    command.upgrade(scratch, "heads")


class SqliteTemplate:
    def __init__(self, config: Config, directory: str) -> None:
        self._path = os.path.join(directory, "template.db")
        _upgrade(config, "sqlite:///" + self._path)

    def copy(self, directory: str) -> str:
        path = os.path.join(directory, f"{secrets.token_hex(4)}.db")
        shutil.copyfile(self._path, path)
        return "sqlite:///" + path

    def drop(self, url: str) -> None:
        path = path_of(url) or ""
        for suffix in ("", "-wal", "-shm", "-journal"):
            if os.path.exists(path + suffix):
                os.unlink(path + suffix)

    def close(self) -> None:
        pass


def _split(url: str) -> tuple[str, str]:
    """What stands before the name of the database in a URL, and what stands behind it."""
    match = re.fullmatch(r"([^:]+://[^/?]*)(?:/[^?]*)?(\?.*)?", url)
    if not match:
        raise CommandError("sqlalchemy.url is no URL of a database")
    return match[1], match[2] or ""


def _connect(url: str) -> Any:
    """A connection by the driver that the application has; both read libpq's URLs."""
    dsn = re.sub(r"^postgres(?:ql)?(?:\+\w+)?://", "postgresql://", url)
    for name in ("psycopg", "psycopg2"):
        try:
            driver = importlib.import_module(name)
            break
        except ImportError:
            continue
    else:
        raise CommandError("scratch databases on PostgreSQL need psycopg or psycopg2", hint="pip install psycopg")
    connection = driver.connect(dsn)
    connection.autocommit = True
    return connection


class PostgresqlTemplate:
    def __init__(self, config: Config, url: str) -> None:
        self._before, self._behind = _split(url)
        self._connection = _connect(url)
        # Unique on a server that several runs share.
        self._prefix = f"sqlembic_test_{os.getpid()}_{secrets.token_hex(4)}"
        self._copies = 0
        self._do(f'CREATE DATABASE "{self._prefix}"')
        try:
            _upgrade(config, self._url(self._prefix))
        except BaseException:
            self.close()
            raise

    def _url(self, name: str) -> str:
        return f"{self._before}/{name}{self._behind}"

    def _do(self, statement: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)

    def copy(self, directory: str) -> str:
        self._copies += 1
        name = f"{self._prefix}_{self._copies}"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{self._prefix}"')
        return self._url(name)

    def _drop(self, name: str) -> None:
        # Pools of the test may still be connected.
        self._do(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        self._do(f'DROP DATABASE IF EXISTS "{name}"')

    def drop(self, url: str) -> None:
        name = url[len(self._before) + 1 :].partition("?")[0]
        self._drop(name)

    def close(self) -> None:
        self._drop(self._prefix)
        self._connection.close()


def make_template(config: Config, url: str, directory: str) -> Template:
    if url.startswith("sqlite"):
        return SqliteTemplate(config, directory)
    if url.startswith("postgres"):
        return PostgresqlTemplate(config, url)
    raise CommandError(
        f"scratch databases for tests are made on SQLite and PostgreSQL, not at {url.partition(':')[0]}",
        hint="let the fixture sqlembic_url return another URL",
    )
