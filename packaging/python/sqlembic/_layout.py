"""Structures of sqlembic.h, field by field.

tests/test_layout.py compares each with what the C compiler makes of the header.  A field whose name is a word of Python
has an underscore behind it.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_bool,
    c_char,
    c_char_p,
    c_double,
    c_int,
    c_long,
    c_longlong,
    c_size_t,
    c_ulonglong,
    c_void_p,
)

TEXTS = POINTER(c_char_p)

# enum sqlembic_event_kind
(
    EVENT_INFO,
    EVENT_WARNING,
    EVENT_STEP,
    EVENT_STEP_DONE,
    EVENT_RESUME,
    EVENT_PROGRESS,
    EVENT_WAITING,
    EVENT_CREATING,
    EVENT_CREATED,
    EVENT_SKIPPED,
    EVENT_HOOK,
    EVENT_HOOK_DONE,
    EVENT_RETRY,
    EVENT_STATEMENT,
    EVENT_TARGET,
    EVENT_TARGET_DONE,
) = range(16)

# enum sqlembic_direction
UPGRADE, DOWNGRADE, STAMP = range(3)

# enum sqlembic_resolution
RESOLVE_RETRY, RESOLVE_DONE, RESOLVE_ALL_DONE, RESOLVE_ALL_UNDONE = range(4)


class Error(Structure):
    _fields_ = [
        ("code", c_int),
        ("line", c_int),
        ("column", c_int),
        ("position", c_size_t),
        ("file", c_char * 512),
        ("sqlstate", c_char * 6),
        ("message", c_char * 1024),
        ("detail", c_char * 1024),
        ("statement", c_char * 512),
        ("state", c_char * 512),
        ("hint", c_char * 512),
    ]


class Event(Structure):
    _fields_ = [
        ("kind", c_int),
        ("direction", c_int),
        ("revision", c_char_p),
        ("from_", c_char_p),
        ("to", c_char_p),
        ("message", c_char_p),
        ("text", c_char_p),
        ("path", c_char_p),
        ("step", c_size_t),
        ("steps", c_size_t),
        ("statement", c_size_t),
        ("statements", c_size_t),
        ("bytes", c_ulonglong),
        ("bytes_total", c_ulonglong),
        ("milliseconds", c_double),
        ("database", c_char_p),
        ("outcome", c_void_p),
        ("last_statement", c_size_t),
    ]


EVENT_FN = CFUNCTYPE(c_int, POINTER(Event), c_void_p)
WRITE_FN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)


class Pair(Structure):
    _fields_ = [("key", c_char_p), ("value", c_char_p)]


class Options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("config_file", c_char_p),
        ("section", c_char_p),
        ("x", POINTER(Pair)),
        ("nx", c_size_t),
        ("set", POINTER(Pair)),
        ("nset", c_size_t),
        ("getenv", c_void_p),
        ("on_event", EVENT_FN),
        ("payload", c_void_p),
        ("cancel", POINTER(c_int)),
        ("driver_path", c_char_p),
        ("owns_process", c_bool),
        ("variables", c_void_p),
    ]


class Setting(Structure):
    _fields_ = [("key", c_char_p), ("value", c_char_p), ("origin", c_char_p), ("error", c_char_p)]


class Revision(Structure):
    _fields_ = [
        ("id", c_char_p),
        ("message", c_char_p),
        ("text", c_char_p),
        ("create_date", c_char_p),
        ("up_path", c_char_p),
        ("down_path", c_char_p),
        ("down", TEXTS),
        ("ndown", c_size_t),
        ("depends", TEXTS),
        ("ndepends", c_size_t),
        ("labels", TEXTS),
        ("nlabels", c_size_t),
        ("children", TEXTS),
        ("nchildren", c_size_t),
        ("is_head", c_bool),
        ("is_effective_head", c_bool),
        ("is_branch_point", c_bool),
        ("is_merge_point", c_bool),
        ("is_current", c_bool),
        ("replaces", TEXTS),
        ("nreplaces", c_size_t),
    ]


class Revisions(Structure):
    _fields_ = [("items", POINTER(POINTER(Revision))), ("n", c_size_t)]


class Difference(Structure):
    _fields_ = [
        ("action", c_char_p),
        ("kind", c_char_p),
        ("object", c_char_p),
        ("text", c_char_p),
        ("before", c_char_p),
        ("after", c_char_p),
    ]


class Comparison(Structure):
    _fields_ = [
        ("differences", POINTER(Difference)),
        ("ndifferences", c_size_t),
        ("unread", TEXTS),
        ("nunread", c_size_t),
        ("up", c_char_p),
        ("down", c_char_p),
        ("nedited", c_size_t),
    ]


class CompareOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("from_", c_char_p),
        ("to", c_char_p),
        ("at_heads", c_bool),
        ("renames", TEXTS),
        ("nrenames", c_size_t),
        ("scripts", c_bool),
    ]


class TestObject(Structure):
    _fields_ = [("state", c_char_p), ("kind", c_char_p), ("object", c_char_p), ("text", c_char_p)]


class TestFinding(Structure):
    _fields_ = [
        ("stage", c_char_p),
        ("is_failure", c_bool),
        ("text", c_char_p),
        ("path", c_char_p),
        ("line", c_int),
        ("column", c_int),
        ("detail", c_char_p),
        ("objects", POINTER(TestObject)),
        ("nobjects", c_size_t),
    ]


class TestCase(Structure):
    _fields_ = [
        ("revision", POINTER(Revision)),
        ("other", POINTER(Revision)),
        ("outcome", c_char_p),
        ("findings", POINTER(POINTER(TestFinding))),
        ("nfindings", c_size_t),
        ("milliseconds", c_double),
    ]


class TestReport(Structure):
    _fields_ = [
        ("cases", POINTER(POINTER(TestCase))),
        ("ncases", c_size_t),
        ("failed", c_size_t),
        ("skipped", c_size_t),
    ]


class TestOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("revisions", c_char_p),
        ("from_", c_char_p),
        ("data", TEXTS),
        ("ndata", c_size_t),
        ("kill", c_bool),
    ]


class NewRevision(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("message", c_char_p),
        ("heads", TEXTS),
        ("nheads", c_size_t),
        ("splice", c_bool),
        ("branch_label", c_char_p),
        ("version_path", c_char_p),
        ("rev_id", c_char_p),
        ("depends_on", TEXTS),
        ("ndepends_on", c_size_t),
        ("irreversible", c_bool),
        ("transaction", c_char_p),
        ("autogenerate", c_bool),
        ("empty", c_bool),
        ("unproven", c_bool),
        ("from_", c_char_p),
        ("renames", TEXTS),
        ("nrenames", c_size_t),
        ("ask_rename", c_void_p),
        ("ask_payload", c_void_p),
    ]


class InitOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("directory", c_char_p),
        ("template_name", c_char_p),
        ("config_file", c_char_p),
        ("package", c_bool),
        ("on_event", EVENT_FN),
        ("payload", c_void_p),
    ]


class Template(Structure):
    _fields_ = [("name", c_char_p), ("brief", c_char_p)]


class Current(Structure):
    _fields_ = [
        ("url", c_char_p),
        ("applied", Revisions),
        ("rows", TEXTS),
        ("nrows", c_size_t),
        ("unknown", TEXTS),
        ("nunknown", c_size_t),
        ("at_heads", c_bool),
    ]


class RunOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("write", WRITE_FN),
        ("write_payload", c_void_p),
        ("tag", c_char_p),
        ("purge", c_bool),
        ("after", POINTER(Current)),
        ("wait_ms", c_long),
        ("tell_statements", c_bool),
    ]


class WaitOptions(Structure):
    _fields_ = [("size", c_size_t), ("revision", c_char_p), ("timeout_ms", c_long)]


class ResolveOptions(Structure):
    _fields_ = [("size", c_size_t), ("resolution", c_int), ("after", POINTER(Current))]


class LogEntry(Structure):
    _fields_ = [
        ("run", c_char_p),
        ("revision", c_char_p),
        ("direction", c_char_p),
        ("status", c_char_p),
        ("from_", c_char_p),
        ("to", c_char_p),
        ("started_at", c_char_p),
        ("finished_at", c_char_p),
        ("milliseconds", c_longlong),
        ("statements", c_longlong),
        ("statements_done", c_longlong),
        ("checksum", c_char_p),
        ("os_user", c_char_p),
        ("host", c_char_p),
        ("program", c_char_p),
        ("tag", c_char_p),
        ("error", c_char_p),
        ("in_doubt", c_longlong),
    ]


class Log(Structure):
    _fields_ = [("items", POINTER(LogEntry)), ("n", c_size_t)]


class Status(Structure):
    _fields_ = [
        ("current", Current),
        ("heads", Revisions),
        ("pending", Revisions),
        ("lock_holder", c_char_p),
        ("half", POINTER(LogEntry)),
        ("changed", Revisions),
    ]


# The name in sqlembic.h of each.
STRUCTURES: dict[str, type[Structure]] = {
    "sqlembic_error": Error,
    "sqlembic_event": Event,
    "sqlembic_pair": Pair,
    "sqlembic_options": Options,
    "sqlembic_setting": Setting,
    "sqlembic_revision": Revision,
    "sqlembic_revisions": Revisions,
    "sqlembic_difference": Difference,
    "sqlembic_comparison": Comparison,
    "sqlembic_compare_options": CompareOptions,
    "sqlembic_test_object": TestObject,
    "sqlembic_test_finding": TestFinding,
    "sqlembic_test_case": TestCase,
    "sqlembic_test_report": TestReport,
    "sqlembic_test_options": TestOptions,
    "sqlembic_new_revision": NewRevision,
    "sqlembic_init_options": InitOptions,
    "sqlembic_template": Template,
    "sqlembic_current": Current,
    "sqlembic_run_options": RunOptions,
    "sqlembic_wait_options": WaitOptions,
    "sqlembic_resolve_options": ResolveOptions,
    "sqlembic_log_entry": LogEntry,
    "sqlembic_log": Log,
    "sqlembic_status": Status,
}


def sized(kind: type[Structure], **fields: object) -> Structure:
    """A structure that the caller fills, with its size set."""
    return kind(size=ctypes.sizeof(kind), **fields)
