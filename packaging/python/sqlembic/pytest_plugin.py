"""For pytest: scratch databases at head, and each revision tested.  docs/python.md shows how to use it.

Nothing is loaded until a test asks for it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Iterator

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from ._scratch import Template
    from .config import Config
    from .ours import Report


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("sqlembic_config", "ini file of the migrations, relative to the root directory", default="alembic.ini")
    parser.addini("sqlembic_section", "its section", default="alembic")


def _config(pytestconfig: pytest.Config) -> Config:
    from .config import Config

    path = os.path.join(str(pytestconfig.rootpath), pytestconfig.getini("sqlembic_config"))
    return Config(path, ini_section=pytestconfig.getini("sqlembic_section"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "sqlembic_revision" in metafunc.fixturenames:
        from .script import ScriptDirectory

        directory = ScriptDirectory.from_config(_config(metafunc.config))
        # The oldest first.
        revisions = [script.revision for script in directory.walk_revisions()]
        metafunc.parametrize("sqlembic_revision", revisions[::-1])


@pytest.fixture(scope="session")
def sqlembic_config(pytestconfig: pytest.Config) -> Config:
    """The configuration that the ini options sqlembic_config and sqlembic_section name."""
    return _config(pytestconfig)


@pytest.fixture(scope="session")
def sqlembic_url(sqlembic_config: Config) -> str:
    """Which engine, and on which server, scratch databases are made; of the database itself nothing is read."""
    for name in ("ALEMBIC_SQLALCHEMY_URL", "DATABASE_URL"):
        if os.environ.get(name):
            return os.environ[name]
    return sqlembic_config.get_main_option("sqlalchemy.url") or "sqlite://"


@pytest.fixture(scope="session")
def sqlembic_template(
    sqlembic_config: Config, sqlembic_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Template]:
    """What scratch databases are copied from: made once per run."""
    from ._scratch import make_template

    template = make_template(sqlembic_config, sqlembic_url, str(tmp_path_factory.mktemp("sqlembic")))
    yield template
    template.close()


@pytest.fixture
def sqlembic_database(sqlembic_template: Template, tmp_path: Path) -> Iterator[str]:
    """URL of a database at head that only this test sees."""
    url = sqlembic_template.copy(str(tmp_path))
    yield url
    sqlembic_template.drop(url)


@pytest.fixture(scope="session")
def sqlembic_report(sqlembic_config: Config) -> Report:
    """What the command `test` finds in all revisions."""
    from . import command

    return command.test(sqlembic_config)
