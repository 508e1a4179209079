"""Lets `import alembic` mean sqlembic, in scripts that say so:

    import sqlembic.compat

    sqlembic.compat.install()
    from alembic import command
    from alembic.config import Config

What belongs to revisions in Python (`op`, `context`, `autogenerate`, `runtime`) is not there, and says so.  Records of
logging have Alembic's names from then on.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import NoReturn

from . import _events, command, config, script, util
from .util import exc

__all__ = ["install"]

_MODULES = {
    "alembic.command": command,
    "alembic.config": config,
    "alembic.script": script,
    "alembic.util": util,
    "alembic.util.exc": exc,
}


def _refuse(name: str) -> NoReturn:
    # A plain AttributeError would become "cannot import name", without a reason.
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(
        f"alembic.{name} is not in sqlembic, which stands for alembic here (sqlembic.compat): its revisions are SQL files"
    )


def install() -> None:
    """Puts the modules in Alembic's place, for this process.  RuntimeError where Alembic itself was imported before."""
    there = sys.modules.get("alembic")
    if there is not None and getattr(there, "__sqlembic__", False):
        return
    if there is not None:
        raise RuntimeError(
            f"alembic was imported already, from {getattr(there, '__file__', '?')}: call sqlembic.compat.install() first"
        )
    alembic = ModuleType("alembic", "sqlembic under Alembic's name (sqlembic.compat)")
    alembic.__dict__.update(__sqlembic__=True, __path__=[], __getattr__=_refuse)
    for name, module in _MODULES.items():
        sys.modules[name] = module
        if name.count(".") == 1:
            setattr(alembic, name.partition(".")[2], module)
    sys.modules["alembic"] = alembic
    _events.prefix = "alembic"
