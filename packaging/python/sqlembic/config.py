"""Config, as in Alembic: which ini file, and what is set in place of what it says."""

from __future__ import annotations

import os
import sys

from .util.exc import CommandError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ctypes
    from argparse import Namespace
    from configparser import ConfigParser
    from typing import Any, Iterator, Mapping, Optional, Sequence, TextIO, Union, overload

__all__ = ["Config", "main"]


class Config:
    """Stands for an ini file, and for what a program sets.

    The environment counts as it does for the program `sqlembic` (docs/configuration.md), but for ALEMBIC_CONFIG; what
    `set_main_option` says goes before all of it.
    """

    def __init__(
        self,
        file_: Union[str, os.PathLike[str], None] = None,
        toml_file: Union[str, os.PathLike[str], None] = None,
        ini_section: str = "alembic",
        output_buffer: Optional[TextIO] = None,
        stdout: Optional[TextIO] = None,
        cmd_opts: Optional[Namespace] = None,
        config_args: Mapping[str, Any] = {},
        attributes: Optional[dict[Any, Any]] = None,
    ) -> None:
        if toml_file is not None:
            raise CommandError(
                f"{os.fspath(toml_file)} is a TOML file; the configuration is read from an ini file",
                hint="write the keys of [tool.alembic] to [alembic] in an ini file",
            )
        if config_args:
            raise UsageError(
                "config_args are not read",
                hint="give the values to set_main_option, or as variables: Config(cmd_opts=Namespace(x=['NAME=value']))",
            )
        self.config_file_name = None if file_ is None else os.fspath(file_)
        self.config_ini_section = ini_section
        self.output_buffer = output_buffer
        self.cmd_opts = cmd_opts
        #: For the application; `connection`, which Alembic's env.py shares, is refused by the commands.
        self.attributes: dict[Any, Any] = {} if attributes is None else attributes
        #: Flags of the calls that run with it now.
        self.calls: list[ctypes.c_int] = []
        self._stdout = stdout
        self._set: dict[str, str] = {}
        self._parser: Optional[ConfigParser] = None

    @property
    def stdout(self) -> TextIO:
        """Where listings are printed."""
        return sys.stdout if self._stdout is None else self._stdout

    def print_stdout(self, text: str, *arg: Any) -> None:
        """Prints a line; `arg` are put in as by the operator %."""
        if not (self.cmd_opts and getattr(self.cmd_opts, "quiet", False)):
            self.stdout.write((text % arg if arg else text) + "\n")

    def with_url(self, url: str) -> Config:
        """The same for another database; `url` is taken as it is."""
        copy = Config(
            self.config_file_name,
            ini_section=self.config_ini_section,
            output_buffer=self.output_buffer,
            stdout=self._stdout,
            cmd_opts=self.cmd_opts,
            attributes=dict(self.attributes),
        )
        copy._set = dict(self._set)
        copy.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
        return copy

    def cancel(self) -> None:
        """Stops, from any thread, the calls that run with this Config: they raise Interrupted, or HalfApplied."""
        for flag in list(self.calls):
            flag.value = 1

    # ---- options ----

    @property
    def file_config(self) -> ConfigParser:
        """The ini file as Python reads it, with what was set.  Variables `${NAME}` stay as they are written."""
        if self._parser is None:
            from configparser import ConfigParser

            name = self.config_file_name
            here = os.path.dirname(os.path.abspath(name)) if name else os.path.abspath(".")
            self._parser = ConfigParser({"here": here.replace("%", "%%")})
            if name:
                self._parser.read([name], encoding="utf-8")
            if not self._parser.has_section(self.config_ini_section):
                self._parser.add_section(self.config_ini_section)
            for key, value in self._set.items():
                self._parser.set(self.config_ini_section, key, value)
        return self._parser

    def set_main_option(self, name: str, value: str) -> None:
        """Sets a key in place of the ini file and of the environment.  As in the file, a percent sign is written %%."""
        key = name.lower()
        if "%" in value or self._parser is not None:
            # It says what is wrong with a percent sign.
            self.file_config.set(self.config_ini_section, key, value)
        self._set[key] = value

    def remove_main_option(self, name: str) -> None:
        """Takes back what was set; what the ini file says holds again."""
        self._set.pop(name.lower(), None)
        self._parser = None

    if TYPE_CHECKING:

        @overload
        def get_main_option(self, name: str, default: str) -> str: ...

        @overload
        def get_main_option(self, name: str, default: Optional[str] = None) -> Optional[str]: ...

    def get_main_option(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """What was set, else what the ini file says, else the default; the environment is not looked at."""
        return self.get_section_option(self.config_ini_section, name, default)

    def set_section_option(self, section: str, name: str, value: str) -> None:
        if section == self.config_ini_section:
            return self.set_main_option(name, value)
        raise UsageError(
            f"[{section}] {name} cannot be set: commands read [{self.config_ini_section}] only",
            hint="write it to the ini file, or name the section: Config(file, ini_section=...)",
        )

    def get_section_option(self, section: str, name: str, default: Optional[str] = None) -> Optional[str]:
        parser = self.file_config
        if not parser.has_section(section):
            raise CommandError(
                f"No config file {self.config_file_name!r} found, or file has no '[{section}]' section"
            )
        return parser.get(section, name) if parser.has_option(section, name) else default

    def get_section(self, name: str, default: Optional[dict[str, str]] = None) -> Optional[dict[str, str]]:
        """All of a section; the default where there is none."""
        parser = self.file_config
        return dict(parser.items(name)) if parser.has_section(name) else default

    # ---- for the commands ----

    def overrides(self) -> Iterator[tuple[str, str]]:
        """What was set, as it is meant."""
        for key, value in self._set.items():
            yield key, self.file_config.get(self.config_ini_section, key) if "%" in value else value

    def variables(self) -> list[tuple[str, str]]:
        """-x NAME=value of `cmd_opts`."""
        given = getattr(self.cmd_opts, "x", None) or ()
        parts = (text.partition("=") for text in ([given] if isinstance(given, str) else given))
        return [(name, value) for name, _, value in parts]

    def check(self) -> None:
        if "connection" in self.attributes:
            raise UsageError(
                "attributes['connection'] cannot be used: revisions are run on a connection of sqlembic's own",
                state="nothing was done",
                hint="set_main_option('sqlalchemy.url', URL); a database in memory cannot be shared",
            )


def main(argv: Optional[Sequence[str]] = None, prog: Optional[str] = None, **_unused: Any) -> None:
    """Runs the program with these arguments; SystemExit where it fails."""
    import subprocess

    from ._program import find_program

    arguments = sys.argv[1:] if argv is None else list(argv)
    status = subprocess.run([find_program(), *arguments]).returncode
    if status:
        sys.exit(status if status > 0 else 128 - status)
