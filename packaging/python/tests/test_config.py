"""Config: what is set, what the ini file and the environment say, and what is refused."""

import io
from argparse import Namespace

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic.config import Config
from sqlembic.util import CommandError


def effective(config, key="sqlalchemy.url"):
    return next(setting.value for setting in command.settings(config) if setting.key == key)


def test_what_is_set_goes_before_the_file_and_the_environment(monkeypatch):
    write_ini("sqlite:///file.db")
    config = Config("alembic.ini")
    assert config.get_main_option("sqlalchemy.url") == "sqlite:///file.db"
    monkeypatch.setenv("DATABASE_URL", "sqlite:///environment.db")
    assert effective(config) == "sqlite:///environment.db"
    config.set_main_option("sqlalchemy.url", "sqlite:///set.db")
    assert effective(config) == config.get_main_option("sqlalchemy.url") == "sqlite:///set.db"
    config.remove_main_option("sqlalchemy.url")
    assert effective(config) == "sqlite:///environment.db"


def test_percent_signs_are_those_of_the_ini_file():
    config = Config()
    config.set_main_option("sqlalchemy.url", "sqlite:///100%%.db")
    assert config.get_main_option("sqlalchemy.url") == effective(config) == "sqlite:///100%.db"
    with pytest.raises(ValueError, match="%"):
        config.set_main_option("sqlalchemy.url", "sqlite:///100%.db")
    assert effective(config.with_url("sqlite:///50%.db")) == "sqlite:///50%.db"


def test_here_is_the_directory_of_the_file(tmp_path):
    write_ini()
    config = Config(tmp_path / "alembic.ini")
    assert config.get_main_option("script_location") == f"{tmp_path}/migrations"
    config.set_main_option("script_location", "%(here)s/other")
    assert effective(config, "script_location") == f"{tmp_path}/other"


def test_a_config_without_a_file_reads_none(monkeypatch):
    write_ini("sqlite:///file.db")
    monkeypatch.setenv("ALEMBIC_CONFIG", "alembic.ini")
    write_revision("a1", "", "CREATE TABLE account (id INT);")
    config = Config()
    assert effective(config) is None
    config.set_main_option("script_location", "migrations")
    config.set_main_option("sqlalchemy.url", "sqlite:///set.db")
    command.upgrade(config, "head")
    assert command.status(config).rows == ("a1",)


def test_another_section_and_variables_are_read():
    with open("alembic.ini", "w", encoding="utf-8") as file:
        file.write("[alembic]\n[reports]\nsqlalchemy.url = sqlite:///${NAME}.db\n")
    config = Config("alembic.ini", ini_section="reports", cmd_opts=Namespace(x=["NAME=yearly"]))
    assert effective(config) == "sqlite:///yearly.db"
    assert config.get_section("reports")["sqlalchemy.url"] == "sqlite:///${NAME}.db"
    assert config.get_section("nothing", {"a": "b"}) == {"a": "b"}
    with pytest.raises(CommandError, match="nothing"):
        command.heads(Config("alembic.ini", ini_section="nothing"))


def test_stdout_receives_the_listings():
    write_ini()
    write_revision("a1", "", "")
    config = Config("alembic.ini", stdout=io.StringIO())
    command.heads(config)
    assert config.stdout.getvalue() == "a1 (head)\n"


def test_what_cannot_be_done_is_refused(tmp_path):
    with pytest.raises(CommandError, match="is a TOML file"):
        Config(toml_file="pyproject.toml")
    with pytest.raises(CommandError, match="config_args are not read"):
        Config("alembic.ini", config_args={"a": "b"})
    with pytest.raises(CommandError, match="cannot be set"):
        Config("alembic.ini").set_section_option("post_write_hooks", "hooks", "black")
    write_ini()
    config = Config("alembic.ini", attributes={"connection": object()})
    with pytest.raises(CommandError, match="a connection of sqlembic's own"):
        command.upgrade(config, "head")
    assert not (tmp_path / "shop.db").exists()
