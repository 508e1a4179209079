"""sqlembic: Alembic's model of database migrations for plain SQL files.

    from sqlembic import command
    from sqlembic.config import Config

    command.upgrade(Config("alembic.ini"), "head")
"""

from __future__ import annotations

__all__ = ["__version__", "command", "config", "script", "util"]


def __getattr__(name: str) -> str:
    # The library is loaded by whoever needs it: python -m sqlembic does not.
    if name == "__version__":
        from ._library import version

        return version()
    raise AttributeError(f"module 'sqlembic' has no attribute {name!r}")
