"""Structures of sqlembic.h for what Alembic does not have: many databases, squashes, other tools, outlines."""

from __future__ import annotations

from ctypes import POINTER, Structure, c_bool, c_char_p, c_double, c_int, c_long, c_size_t, c_ulonglong, c_void_p

from ._layout import STRUCTURES, TEXTS, Comparison, Error, Revision, RunOptions
from ._library import declare


class Target(Structure):
    _fields_ = [("name", c_char_p), ("url", c_char_p), ("section", c_char_p), ("tenant", c_char_p)]


class Outcome(Structure):
    _fields_ = [
        ("target", POINTER(Target)),
        ("index", c_size_t),
        ("has_begun", c_bool),
        ("code", c_int),
        ("message", c_char_p),
        ("detail", c_char_p),
        ("file", c_char_p),
        ("statement", c_char_p),
        ("state", c_char_p),
        ("hint", c_char_p),
        ("line", c_int),
        ("column", c_int),
        ("steps", c_size_t),
        ("statements", c_ulonglong),
        ("milliseconds", c_double),
    ]


class ManyReport(Structure):
    _fields_ = [
        ("outcomes", POINTER(POINTER(Outcome))),
        ("n", c_size_t),
        ("done", c_size_t),
        ("failed", c_size_t),
        ("not_begun", c_size_t),
    ]


class ManyOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("targets", c_char_p),
        ("targets_name", c_char_p),
        ("sections", c_char_p),
        ("jobs", c_size_t),
        ("canary", c_size_t),
        ("canaries", TEXTS),
        ("ncanaries", c_size_t),
        ("max_failures", c_size_t),
        ("deadline_ms", c_long),
        ("wants", c_void_p),
        ("payload", c_void_p),
    ]


class SquashOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("range", c_char_p),
        ("message", c_char_p),
        ("rev_id", c_char_p),
        ("irreversible", c_bool),
        ("rows", c_bool),
    ]


class Imported(Structure):
    _fields_ = [
        ("revision", c_char_p),
        ("message", c_char_p),
        ("source", c_char_p),
        ("source_down", c_char_p),
        ("transaction", c_char_p),
        ("is_new", c_bool),
        ("applied_at", c_char_p),
    ]


class Import(Structure):
    _fields_ = [
        ("tool", c_char_p),
        ("items", POINTER(Imported)),
        ("n", c_size_t),
        ("nnew", c_size_t),
        ("verified", POINTER(Comparison)),
    ]


class ImportOptions(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("from_", c_char_p),
        ("directory", c_char_p),
        ("tool", c_char_p),
        ("dry_run", c_bool),
        ("history", c_bool),
        ("table", c_char_p),
        ("after", c_void_p),
        ("verify", c_bool),
    ]


class Exported(Structure):
    _fields_ = [
        ("revision", c_char_p),
        ("message", c_char_p),
        ("up", c_char_p),
        ("down", c_char_p),
        ("transaction", c_char_p),
        ("is_new", c_bool),
    ]


class Export(Structure):
    _fields_ = [("items", POINTER(Exported)), ("n", c_size_t), ("nnew", c_size_t)]


class ExportOptions(Structure):
    _fields_ = [("size", c_size_t), ("directory", c_char_p), ("dry_run", c_bool)]


class OutlineColumn(Structure):
    _fields_ = [("name", c_char_p), ("type", c_char_p), ("is_not_null", c_bool), ("is_primary", c_bool)]


class OutlineTable(Structure):
    pass


class OutlineReference(Structure):
    _fields_ = [
        ("columns", POINTER(POINTER(OutlineColumn))),
        ("ncolumns", c_size_t),
        ("table", POINTER(OutlineTable)),
        ("name", c_char_p),
    ]


OutlineTable._fields_ = [
    ("name", c_char_p),
    ("index", c_size_t),
    ("columns", POINTER(POINTER(OutlineColumn))),
    ("ncolumns", c_size_t),
    ("references", POINTER(POINTER(OutlineReference))),
    ("nreferences", c_size_t),
]


class Outline(Structure):
    _fields_ = [("tables", POINTER(POINTER(OutlineTable))), ("ntables", c_size_t)]


STRUCTURES.update(
    {
        "sqlembic_target": Target,
        "sqlembic_outcome": Outcome,
        "sqlembic_many_report": ManyReport,
        "sqlembic_many_options": ManyOptions,
        "sqlembic_squash_options": SquashOptions,
        "sqlembic_imported": Imported,
        "sqlembic_import": Import,
        "sqlembic_import_options": ImportOptions,
        "sqlembic_exported": Exported,
        "sqlembic_export": Export,
        "sqlembic_export_options": ExportOptions,
        "sqlembic_outline_column": OutlineColumn,
        "sqlembic_outline_reference": OutlineReference,
        "sqlembic_outline_table": OutlineTable,
        "sqlembic_outline": Outline,
    }
)

_CONTEXT, _MANY, _ERROR = c_void_p, POINTER(ManyOptions), POINTER(Error)
declare(
    {
        "outline": [_CONTEXT, c_char_p, POINTER(POINTER(Outline)), _ERROR],
        "squash": [_CONTEXT, POINTER(SquashOptions), POINTER(POINTER(Revision)), _ERROR],
        "import": [_CONTEXT, POINTER(ImportOptions), POINTER(POINTER(Import)), _ERROR],
        "export": [_CONTEXT, POINTER(ExportOptions), POINTER(POINTER(Export)), _ERROR],
        "targets": [_CONTEXT, _MANY, POINTER(POINTER(POINTER(Target))), POINTER(c_size_t), _ERROR],
        "upgrade_all": [_CONTEXT, c_char_p, POINTER(RunOptions), _MANY, POINTER(POINTER(ManyReport)), _ERROR],
    }
)
