"""Loads libsqlembic.so, which lies beside this file, and says what its functions take."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, c_bool, c_char_p, c_int, c_size_t, c_void_p

from . import _layout as layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libsqlembic.so")


def _load() -> ctypes.CDLL:
    try:
        # Its functions release the interpreter's lock while they run, and take it for what they call back.
        return ctypes.CDLL(PATH)
    except OSError as failure:
        raise ImportError(
            f"libsqlembic cannot be loaded on this machine: {failure}; the wheel is for the platform that its "
            "file's name says (the C library's version, the processor)"
        ) from failure


library = _load()

_ERROR = POINTER(layout.Error)
_LIST = POINTER(layout.Revisions)
_RUN = POINTER(layout.RunOptions)
_SIGNATURES: dict[str, list[Any]] = {
    "open": [POINTER(c_void_p), POINTER(layout.Options), _ERROR],
    "settings": [c_void_p, POINTER(POINTER(layout.Setting)), POINTER(c_size_t), _ERROR],
    "heads": [c_void_p, c_bool, _LIST, _ERROR],
    "history": [c_void_p, c_char_p, c_bool, _LIST, _ERROR],
    "branches": [c_void_p, _LIST, _ERROR],
    "show": [c_void_p, c_char_p, _LIST, _ERROR],
    "compare": [c_void_p, POINTER(layout.CompareOptions), POINTER(POINTER(layout.Comparison)), _ERROR],
    "dump": [c_void_p, c_char_p, POINTER(c_char_p), _ERROR],
    "test": [c_void_p, POINTER(layout.TestOptions), POINTER(POINTER(layout.TestReport)), _ERROR],
    "new": [c_void_p, POINTER(layout.NewRevision), POINTER(POINTER(layout.Revision)), _ERROR],
    "init": [POINTER(layout.InitOptions), _ERROR],
    "upgrade": [c_void_p, c_char_p, _RUN, _ERROR],
    "downgrade": [c_void_p, c_char_p, _RUN, _ERROR],
    "stamp": [c_void_p, layout.TEXTS, c_size_t, _RUN, _ERROR],
    "ensure_version": [c_void_p, _RUN, _ERROR],
    "wait": [c_void_p, POINTER(layout.WaitOptions), _ERROR],
    "resolve": [c_void_p, c_char_p, POINTER(layout.ResolveOptions), _ERROR],
    "plan": [c_void_p, c_int, c_char_p, _LIST, _ERROR],
    "current": [c_void_p, POINTER(layout.Current), _ERROR],
    "log": [c_void_p, c_size_t, POINTER(layout.Log), _ERROR],
    "status": [c_void_p, POINTER(layout.Status), _ERROR],
}


def declare(signatures: dict[str, list[Any]]) -> None:
    for name, arguments in signatures.items():
        function = getattr(library, "sqlembic_" + name)
        function.argtypes = arguments
        function.restype = c_int


declare(_SIGNATURES)
library.sqlembic_close.argtypes = [c_void_p]
library.sqlembic_close.restype = None
library.sqlembic_find.argtypes = [c_void_p, c_char_p]
library.sqlembic_find.restype = POINTER(layout.Revision)
library.sqlembic_version.argtypes = []
library.sqlembic_version.restype = c_char_p
library.sqlembic_templates.argtypes = []
library.sqlembic_templates.restype = POINTER(layout.Template)

# The C library's own, so that the environment is the one of the process: os.environ writes to it.
GETENV = ctypes.cast(ctypes.CDLL(None).getenv, c_void_p)


def version() -> str:
    return str(library.sqlembic_version().decode())
