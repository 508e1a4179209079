"""python -m sqlembic: the program."""

from ._program import run

run()
