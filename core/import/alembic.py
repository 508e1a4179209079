"""alembic.py: each revision of an Alembic project as SQL, asked of the user's own Alembic, without a database.

    python3 -c "$SCRIPT" DIRECTORY INI SECTION [NAME=VALUE]...

DIRECTORY has env.py; INI and SECTION are the settings that sqlembic reads, NAME=VALUE what `-x` gave.  INI may be empty.

Standard output is a list of fields, each a line "NAME LENGTH", LENGTH bytes and a line end.  Settings of a pyproject.toml
come first, if there are any.  A field "revision" begins a revision; fields that say nothing are left out.  Where the project
cannot be read there is one field "error", perhaps with "detail" and "next".  What the application prints goes to standard
error.
"""
import ast
import configparser
import io
import logging
import os
import re
import sys
import traceback
from argparse import Namespace

# The application may print, also from programs that it starts: it gets standard error for that.
output = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)

BEGIN, COMMIT = "\x01begin\x01", "\x01commit\x01"


class Unprintable(Exception):
    """Why a revision has no SQL that could stand in a file."""


def write(name, value):
    if value:
        text = str(value).encode("utf-8", "replace")
        output.write(b"%s %d\n%s\n" % (name.encode(), len(text), text))


def leave(status):
    """Ends the process, whatever threads and exit handlers the application has."""
    sys.stdout.flush()
    sys.stderr.flush()
    output.flush()
    os._exit(status)


def fail(error, detail="", hint=""):
    write("error", error)
    write("detail", detail)
    write("next", hint)
    leave(1)


try:
    import alembic
    import sqlalchemy
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from sqlalchemy.exc import CompileError
    from sqlalchemy.sql import dml, elements
    from sqlalchemy.types import NullType
except ImportError as error:
    fail("no Alembic in %s" % sys.executable, str(error), "set the key python to the Python that runs your Alembic")


def place_of(error, *folders):
    """The last line of the project itself that ran: libraries are not where to look first.  "FILE:LINE", and the line."""
    if isinstance(error, SyntaxError) and error.filename:
        return "%s:%s" % (os.path.relpath(error.filename), error.lineno), (error.text or "").strip()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        name = os.path.realpath(frame.filename)
        if not frame.filename.startswith("<") and any(name.startswith(os.path.realpath(folder) + os.sep) for folder in folders):
            return "%s:%s" % (os.path.relpath(frame.filename), frame.lineno), frame.line
    return "", ""


def words_of(error):
    """An exception in one line."""
    text = re.split(r"[;.] |\(Background on", " ".join(str(error).split()))[0]
    return "%s: %s" % (type(error).__name__, text) if text else type(error).__name__


# ---- the settings ----


def read_config(ini, section, toml=None):
    options = {"ini_section": section, "cmd_opts": Namespace(x=sys.argv[4:], name=section, config=ini or None)}
    if toml and os.path.exists(toml):
        try:
            return Config(ini or None, toml_file=toml, **options)
        except TypeError:
            pass
    return Config(ini or None, **options)


def script_location(config):
    location = None
    if hasattr(config, "get_alembic_option"):
        location = config.get_alembic_option("script_location")
    return location or config.get_main_option("script_location")


def read_toml(path):
    """[tool.alembic] of a pyproject.toml, which Alembic reads since 1.16."""
    try:
        import tomllib
    except ImportError:
        try:
            import tomli as tomllib
        except ImportError:
            return {}
    if not os.path.exists(path):
        return {}
    try:
        with open(path, "rb") as file:
            return tomllib.load(file).get("tool", {}).get("alembic", {})
    except ValueError as error:
        fail("%s is no TOML" % os.path.relpath(path), str(error), "correct it")


def resolve(value, here):
    """A setting as Alembic reads it; lists have an item a line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "\n".join(resolve(item, here) for item in value)
    return value % {"here": here} if isinstance(value, str) else str(value)


def ini_value(value, here):
    """A setting as an ini file has it, where %(here)s means the same, but ${ begins a variable."""
    if isinstance(value, list):
        value = "\n".join(value)
    text = value if isinstance(value, str) else resolve(value, here)
    return text.replace("${", "$${")


def ini_line(key, value):
    """More than one line begins below the key."""
    lines = value.split("\n")
    return "%s =%s\n" % (key, "".join("\n    " + line for line in lines) if len(lines) > 1 else " " + value)


def add_keys(text, section, keys):
    """An ini file with more keys in a section, behind its first line."""
    lines = "".join(ini_line(key, value) for key, value in keys)
    head = re.search(r"^\[%s\][^\n]*(\n|$)" % re.escape(section), text, re.MULTILINE)
    if not head:
        return "%s%s[%s]\n%s" % (text, "\n" if text else "", section, lines)
    before = text[: head.end()]
    return before + ("" if before.endswith("\n") else "\n") + lines + text[head.end() :]


def write_settings(directory, ini, section):
    """Those of the pyproject.toml beside the ini file, where it names the directory, and the ini file with them."""
    ini = ini or "alembic.ini"
    here = os.path.dirname(os.path.abspath(ini))
    path = os.path.join(here, "pyproject.toml")
    table = dict(read_toml(path))
    hooks = table.pop("post_write_hooks", None)
    location = table.get("script_location")
    if not location or os.path.realpath(resolve(location, here)) != os.path.realpath(directory):
        return
    lists = [value for value in table.values() if isinstance(value, list)]
    if any(len(value) != 1 or re.search(r"[ ,:;]", resolve(value, here)) for value in lists):
        table["path_separator"] = "newline"
    parser, text = configparser.RawConfigParser(strict=False), ""
    if os.path.exists(ini):
        with open(ini, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        parser.read_string(text)
    keys = [(key, value) for key, value in table.items() if not isinstance(value, dict) and not parser.has_option(section, key)]
    write("toml", os.path.relpath(path))
    for key, value in keys:
        write("setting", "%s=%s" % (key, resolve(value, here)))
    write("ini_path", ini)
    write("ini", add_keys(text, section, [(key, ini_value(value, here)) for key, value in keys]))
    write("hooks", hooks and "1")


def find_config(directory, ini, section):
    """The settings whose script_location is the directory: those of sqlembic, or a file beside or above it."""
    above = os.path.dirname(directory)
    files = [ini] + [os.path.join(place, "alembic.ini") for place in (directory, above, os.path.dirname(above), os.getcwd())]
    for name in files:
        place = os.path.dirname(os.path.abspath(name)) if name else above
        toml = os.path.join(place, "pyproject.toml")
        if name and not os.path.exists(name):
            if not read_toml(toml):
                continue
            name = ""
        config = read_config(name, section, toml)
        location = script_location(config)
        if location and os.path.realpath(location) == os.path.realpath(directory):
            return config
    config = read_config(ini, section)
    config.set_main_option("script_location", directory.replace("%", "%%"))
    return config


# ---- what is printed ----


def check_statement(construct):
    """A word behind a colon is a parameter to Alembic, which stops at one without a value, and prints NULL for it."""
    if isinstance(construct, elements.TextClause):
        for name, bind in construct._bindparams.items():
            if bind.required and bind.value is None and bind.callable is None:
                raise Unprintable("has a parameter ':%s' without a value in the statement; a colon that is meant as one is written '\\:'" % name)


def write_untyped(self, dialect):
    """A value of a column whose type nobody has said: as its own type is written.  SQLAlchemy refuses it, or writes NULL."""

    def process(value):
        own = sqlalchemy.literal(value).type
        processor = None if isinstance(own, NullType) else own.dialect_impl(dialect).literal_processor(dialect)
        if value is not None and not processor:
            raise CompileError("no literal for a value of type %s" % type(value).__name__)
        return "NULL" if value is None else processor(value)

    return process


def prepare(context):
    """Values are written into the statements, percent signs stand as they are, COMMIT and BEGIN are seen."""
    impl, dialect = context.impl, context.dialect
    impl.literal_binds = True
    NullType.literal_processor = write_untyped
    dialect.paramstyle = "named"
    dialect.positional = False
    dialect.identifier_preparer._double_percents = False
    impl.emit_begin = lambda: impl.static_output(BEGIN)
    impl.emit_commit = lambda: impl.static_output(COMMIT)
    run = impl._exec

    def execute(construct, *arguments, **options):
        if isinstance(construct, str):
            construct = sqlalchemy.text(construct)
        check_statement(construct)
        # The keys that it makes are nobody's business here.
        if isinstance(construct, dml.Insert) and not construct._returning:
            construct = construct.inline()
        return run(construct, *arguments, **options)

    impl._exec = execute


def print_step(context, function):
    """What the function prints, as pieces of SQL: those at odd places run outside of the transaction."""
    context.impl.output_buffer = buffer = io.StringIO()
    function()
    pieces = [[]]
    for piece in re.split("(%s|%s)" % (BEGIN, COMMIT), buffer.getvalue()):
        if piece in (BEGIN, COMMIT):
            pieces.append([])
        elif piece.strip():
            pieces[-1].append(piece.strip())
    return ["\n\n".join(piece) for piece in pieces]


def join(pieces):
    """The script and its transaction: "" one, "off" none, "own" those that it has itself."""
    inside, outside = pieces[0::2], pieces[1::2]
    if not any(outside):
        return "\n\n".join(filter(None, inside)), ""
    if not any(inside):
        return "\n\n".join(filter(None, outside)), "off"
    text = [("BEGIN;\n\n%s\n\nCOMMIT;" if number % 2 == 0 else "%s") % piece for number, piece in enumerate(pieces) if piece]
    return "\n\n".join(text), "own"


def find_function(path, name):
    try:
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return None
    return next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name), None)


def is_empty(function):
    return all(isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in function.body)


def refuses(function):
    """Whether a function does nothing but raise an exception."""
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return len(body) == 1 and isinstance(body[0], ast.Raise)


def mentions(function, *names):
    for node in ast.walk(function):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in names:
            return node.lineno
    return 0


def explain(revision, name, error):
    """Why a function has printed nothing that could be used: what it does, and the proof."""
    place, line = place_of(error, os.path.dirname(revision.path))
    place = place or os.path.relpath(revision.path)
    if isinstance(error, Unprintable):
        return "%s (%s)" % (error, place), line
    what = "stops without a database"
    if "NoneType" in str(error):
        what = "reads from the database, or works on its connection"
    elif "--sql mode" in str(error):
        what = "looks at the table in the database"
    return "%s (%s)" % (what, place), "; ".join(filter(None, [line, words_of(error)]))


def write_stub(name, dialect, revision, reason, proof):
    """A script that stops with the reason."""
    reason = "only Alembic can run this %s of %s: it %s" % (name, revision.revision, " ".join(reason.split()))
    literal = reason.replace("'", "''").replace("\\", "/").replace("%", "%%")
    if dialect == "postgresql":
        text = "DO $sqlembic$ BEGIN RAISE EXCEPTION '%s'; END $sqlembic$;" % literal.replace("$", "")
    elif dialect in ("mysql", "mariadb"):
        text = "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '%s';" % literal.replace("%%", "%")[:127].rstrip("'")
    else:
        text = 'SELECT * FROM "%s";' % reason.replace('"', "'")
    return "-- %s\n%s" % (" ".join(proof.split()), text)


def write_side(context, revision, name):
    """upgrade or downgrade: its script, or why it has none."""
    function = getattr(revision.module, name, None)
    source = find_function(revision.path, name)
    if function is None or (name == "downgrade" and source and refuses(source)):
        return
    reason = proof = ""
    line = mentions(source, "is_offline_mode", "as_sql") if source else 0
    try:
        if line:
            raise Unprintable("asks whether there is a database")
        text, mode = join(print_step(context, function))
        if not text and source and not is_empty(source):
            write(name + "_warning", "prints no SQL for %s, though it has code" % context.dialect.name)
    except Exception as error:
        reason, proof = explain(revision, name, error)
        text, mode = write_stub(name, context.dialect.name, revision, reason, proof or reason), ""
    write(name, text or "\n")
    write(name + "_mode", mode)
    write(name + "_warning", reason and "cannot be printed: it %s; its script stops%s" % (reason, proof and " [%s]" % proof))


def list_names(names):
    names = names or ()
    return " ".join([names] if isinstance(names, str) else names)


def write_revision(context, revision):
    text = revision.longdoc or revision.doc or ""
    date = re.search(r"^Create Date: *(\S.*)$", text, re.MULTILINE)
    message = re.split(r"^Revision ID:", text, flags=re.MULTILINE)[0].strip()
    write("revision", revision.revision)
    write("file", os.path.basename(revision.path))
    write("path", os.path.relpath(revision.path))
    write("down", list_names(revision.down_revision))
    write("depends", list_names(revision.dependencies))
    write("labels", list_names(sorted(revision._orig_branch_labels)))
    write("message", message)
    write("date", date.group(1).strip() if date else "")
    write_side(context, revision, "upgrade")
    write_side(context, revision, "downgrade")


def run(config, directory):
    logging.disable(logging.INFO)
    script = ScriptDirectory.from_config(config)
    runs = []
    name = os.path.relpath(os.path.join(directory, "env.py"))

    def write_all(rows, context):
        runs.append(context)
        if len(runs) > 1:
            fail("%s runs revisions for several databases, which one script directory cannot hold" % name, "", "give each database a project of its own")
        prepare(context)
        for revision in reversed(list(script.walk_revisions())):
            write_revision(context, revision)
        return []

    with EnvironmentContext(config, script, fn=write_all, as_sql=True, starting_rev=None, destination_rev=None, tag=None):
        config.output_buffer = io.StringIO()
        script.run_env()
    if not runs:
        fail("%s runs no revisions" % name, "", "it has to call context.run_migrations()")
    write("end", "1")


def main():
    directory, ini, section = sys.argv[1:4]
    directory = os.path.abspath(directory)
    try:
        write_settings(directory, ini, section or "alembic")
        config = find_config(directory, ini, section or "alembic")
        run(config, directory)
    except Exception as error:
        place, line = place_of(error, directory)
        if not place:
            place, line = place_of(error, os.getcwd())
        fail(
            "Alembic cannot be asked for its SQL: %s" % words_of(error),
            place and "%s: %s" % (place, line),
            "set the variable that env.py reads, as for alembic itself" if isinstance(error, KeyError) else "'alembic upgrade head --sql' says the same; mend that first",
        )
    leave(0)


main()
