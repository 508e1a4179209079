"""Finds the program that the wheel has brought along."""

from __future__ import annotations

import os
import sys
import sysconfig
from typing import Iterator


def _places() -> Iterator[str]:
    yield sysconfig.get_path("scripts")
    # pip install --user
    yield sysconfig.get_path("scripts", scheme=f"{os.name}_user")
    # pip install --target DIRECTORY, and environments that a tool layers over another
    above = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    yield os.path.join(above, "bin")
    # PREFIX/lib/pythonX.Y/site-packages
    yield os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(above))), "bin")


def find_program() -> str:
    for place in _places():
        path = os.path.join(place, "sqlembic")
        if os.access(path, os.X_OK):
            return path
    raise FileNotFoundError(
        "the program sqlembic is not where pip puts programs: " + ", ".join(_places())
    )


def run() -> None:
    """Becomes the program."""
    path = find_program()
    sys.stdout.flush()
    os.execv(path, [path, *sys.argv[1:]])
