"""models.py: the DDL of SQLAlchemy metadata, as MetaData.create_all() would send it, without a database.

    python3 -c "$MODELS" DIALECT VERSION TARGET...

DIALECT is the URL's word, VERSION the server's as a number ("150018", "101119"), TARGET is "module:attribute", or "module"
for one that is only imported, for the tables that it adds.  SQLEMBIC_SYS_PATH has directories to be searched first, one a
line.  Where a schema is a database, SQLEMBIC_DATABASE is the name of the application's, and SQLEMBIC_SCRATCH takes its place.

Standard output is SQL where the exit status is 0, each statement ended by a semicolon on a line of its own, behind a line
"-- of: TABLE" where it makes something of a table, else "-- of:"; above it, a line "-- not imported: TABLE FILE:LINE" for
each module of the targets' packages that seems to define a table that is missing, and was not imported.  With any other
status it is the reason: a line that says what is wrong, and lines that say more; "next: " before the last one makes it the
hint.  What the application prints goes to standard error.
"""
import importlib
import os
import re
import sys
import traceback

NO_SQLALCHEMY, NO_MODULE, NO_ATTRIBUTE, NO_METADATA, IMPORT_FAILED, NO_DRIVER, NO_DDL = range(3, 10)

# The application may print, also from programs that it starts: it gets standard error for that.
output = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)


def leave(status, text):
    """Ends the process, whatever threads and exit handlers the application has."""
    sys.stdout.flush()
    sys.stderr.flush()
    output.write(text)
    output.flush()
    os._exit(status)


def fail(status, what, *more):
    leave(status, "\n".join([what, *filter(None, more)]) + "\n")


try:
    import sqlalchemy
    from sqlalchemy.schema import DDLElement, MetaData
except ImportError as error:
    fail(NO_SQLALCHEMY, "no SQLAlchemy in %s" % sys.executable, str(error))
if tuple(map(int, re.findall(r"\d+", sqlalchemy.__version__)[:2])) < (1, 4):
    fail(NO_SQLALCHEMY, "SQLAlchemy %s in %s is too old: 1.4 is needed" % (sqlalchemy.__version__, sys.executable))


# ---- from targets to metadata ----


def find_culprit(error):
    """The last line of the application itself that ran: libraries are not where to look first."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not re.search(r"^<|/(site|dist)-packages/|/lib/python3", frame.filename):
            return "at %s:%s: %s" % (frame.filename, frame.lineno, frame.line)
    return ""


def comes_from_sqlalchemy(error):
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return any("/sqlalchemy/" in frame.filename for frame in frames)


def import_module(name):
    """Imports a module; tables that it would create or drop while that happens are left alone."""

    def do_nothing(self, *args, **options):
        print("%s creates or drops tables when it is imported: not done" % name, file=sys.stderr)

    kept = MetaData.create_all, MetaData.drop_all
    MetaData.create_all = MetaData.drop_all = do_nothing
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if missing and (name + ".").startswith(missing + "."):
            fail(NO_MODULE, "no module %s" % missing, "looked in: " + ", ".join(sys.path[:4]) + ", ...",
                 "next: correct the name in target_metadata, or let prepend_sys_path name the directory that it is in")
        if comes_from_sqlalchemy(error):
            fail(NO_DRIVER, "%s makes an engine whose driver %s is not installed in %s" % (name, missing, sys.executable),
                 find_culprit(error), "next: install it there, or let the key python name the Python that has it")
        fail(IMPORT_FAILED, "importing %s failed: there is no module %s" % (name, missing), find_culprit(error),
             "next: let prepend_sys_path name the directory that it is in, or the key python the Python that has it")
    except BaseException as error:  # sys.exit() too
        traceback.print_exc()
        fail(IMPORT_FAILED, "importing %s failed: %s: %s" % (name, type(error).__name__, error), find_culprit(error),
             "next: correct that, or set the variables that the application needs, here or in env_file")
    finally:
        MetaData.create_all, MetaData.drop_all = kept


def holds_metadata(thing):
    return isinstance(thing, MetaData) or isinstance(getattr(thing, "metadata", None), MetaData)


def follow(module, path):
    """The object that a dotted path names in a module."""
    thing, walked = module, module.__name__
    for part in path.split("."):
        if not hasattr(thing, part):
            near = sorted(name for name, value in getattr(thing, "__dict__", {}).items() if holds_metadata(value))
            fail(NO_ATTRIBUTE, "%s has no %s" % (walked, part), near and "it has: " + ", ".join(near[:8]),
                 "next: correct the name in target_metadata")
        thing, walked = getattr(thing, part), "%s%s%s" % (walked, ":" if thing is module else ".", part)
    return thing


def collect(thing, target):
    """The MetaData of whatever has some: a declarative base, a registry, a list of them."""
    if isinstance(thing, MetaData):
        return [thing]
    if holds_metadata(thing):
        return [thing.metadata]
    if isinstance(thing, dict):
        thing = list(thing.values())
    if isinstance(thing, (list, tuple, set, frozenset)) and thing:
        return [metadata for part in thing for metadata in collect(part, target)]
    fail(NO_METADATA, "%s is no MetaData but of type %s" % (target, type(thing).__name__),
         "next: let target_metadata name a MetaData, or a declarative base, which has one")


def read_targets(targets):
    metadatas = []
    for target in targets:
        name, _, path = target.partition(":")
        module = import_module(name)
        for metadata in collect(follow(module, path), target) if path else []:
            if not any(metadata is known for known in metadatas):
                metadatas.append(metadata)
    tables = [key for metadata in metadatas for key in metadata.tables]
    if not tables:
        table, place = next(find_forgotten(targets, set()), ("", ""))
        fail(NO_METADATA, "no tables in %s: are the modules that define them imported?" % ", ".join(targets),
             table and "%s defines table %s, but nothing imports that" % (place, table),
             "next: name such modules, too; they are imported: target_metadata = MODULE... %s" % " ".join(targets))
    for table in tables:
        if tables.count(table) > 1:
            fail(NO_METADATA, "table %s is in two MetaData" % table,
                 "next: let target_metadata name one of them only, or give the tables different names")
    return metadatas


# ---- modules that nobody imported ----

TABLE = re.compile(r"""^\s*__tablename__\s*=\s*["']([^"']+)
                     | ^\s*class\s+(\w+)\(.*\btable\s*=\s*True
                     | \bTable\(\s*["']([^"']+)["']\s*,\s*[\w.]*meta""", re.VERBOSE)
LARGEST_MODULE = 1 << 20


def package_directories(targets):
    for name in sorted({target.partition(":")[0].split(".")[0] for target in targets}):
        yield from getattr(sys.modules.get(name), "__path__", [])


def find_forgotten(targets, known):
    """(table, place) for each table that a module of the same package defines, and that was not imported.

    A table whose name is `known` is none: old models of it may lie beside, for a revision that needs them.
    """
    loaded = {os.path.realpath(module.__file__) for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
    for top in package_directories(targets):
        for folder, folders, names in os.walk(top):
            folders[:] = [name for name in folders if name not in ("tests", "versions", "node_modules") and name[0] not in "._"]
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(".py") and os.path.realpath(path) not in loaded and os.path.getsize(path) < LARGEST_MODULE:
                    with open(path, encoding="utf-8", errors="replace") as file:
                        for number, line in enumerate(file, 1):
                            found = TABLE.search(line)
                            name = found and next(filter(None, found.groups())).lower()
                            if name and name not in known:
                                yield name, "%s:%d" % (path, number)


# ---- from metadata to SQL ----


class NoRows:
    """What a listener gets that asks the database something."""

    rowcount = 0

    def nothing(self, *args, **options):
        return None

    def no_rows(self, *args, **options):
        return []

    def itself(self, *args, **options):
        return self

    scalar = first = one_or_none = fetchone = scalar_one_or_none = close = nothing
    fetchall = all = no_rows
    scalars = mappings = itself

    def __iter__(self):
        return iter(())


def name_table(statement):
    """The table that a statement makes, or whose index, constraint or comment; "" where there is none."""
    thing = getattr(statement, "element", None)
    table = thing if isinstance(thing, sqlalchemy.Table) else getattr(thing, "table", None)
    return table.fullname if isinstance(table, sqlalchemy.Table) else ""


class Writer:
    """Takes what create_all() and the application's listeners execute, and keeps it as text."""

    # A type or a sequence that two MetaData name is made once, and so is an index that a table has twice: Alembic compares
    # those by their names.
    SHARED = ("CREATE TYPE", "CREATE SEQUENCE", "CREATE SCHEMA", "CREATE DOMAIN", "CREATE INDEX", "CREATE UNIQUE INDEX")

    def __init__(self, name, own_schemas):
        self.statements = []
        self.translation = {"schema_translate_map": own_schemas, "render_schema_translate": True} if own_schemas else {}
        # Quoting as the server reads it: a driver's own percent signs are none of SQL.
        self.engine = sqlalchemy.create_mock_engine(name + "://", self.execute, paramstyle="named")
        self.dialect = self.engine.dialect
        type(self.engine).exec_driver_sql = lambda engine, sql, *args, **options: self.execute(sql)
        type(self.engine).scalar = lambda engine, *args, **options: None

    def add(self, sql, table=""):
        sql = sql.strip().rstrip(";").rstrip()
        # Those that the database has are there before.
        sql = re.sub(r"^(CREATE\s+EXTENSION\s)(?!\s*IF\b)", r"\1IF NOT EXISTS ", sql, flags=re.IGNORECASE)
        if sql and not (sql.startswith(self.SHARED) and any(sql == other for _, other in self.statements)):
            self.statements.append((table, sql))

    def execute(self, sql, *args, **options):
        """Rows that a listener inserts or reads are no part of the schema."""
        if isinstance(sql, str):
            self.add(sql)
        elif isinstance(sql, DDLElement):
            self.add(str(sql.compile(dialect=self.dialect, **self.translation)), name_table(sql))
        elif isinstance(sql, sqlalchemy.sql.elements.TextClause):
            self.add(str(sql.compile(dialect=self.dialect, compile_kwargs={"literal_binds": True})))
        return NoRows()

    def end(self, table, sql):
        """The terminator has a line of its own, since the text may end in a comment."""
        of = "-- of: %s\n" % " ".join(table.split())
        if self.dialect.name in ("mysql", "mariadb") and ";" in sql:
            return of + "DELIMITER ;;\n" + sql + "\n;;\nDELIMITER ;\n\n"
        return of + sql + "\n;\n\n"

    def text(self):
        return "".join(self.end(table, sql) for table, sql in self.statements)


def know_postgresql(dialect, version):
    number = (version // 10000, version % 10000)
    dialect.server_version_info = number
    return {
        "_backslash_escapes": False,
        "supports_identity_columns": number >= (10,),
        "supports_virtual_generated_columns": number >= (18,),
    }


def know_mysql(dialect, version):
    """SQLAlchemy reads from the server's words whether it is MariaDB, which counts its versions from 10 on."""
    mariadb = version >= 100000
    number = (version // 10000, version // 100 % 100, version % 100)
    dialect._parse_server_version("%d.%d.%d" % number + ("-MariaDB" if mariadb else ""))
    known = {
        "_support_default_function": number >= ((10, 2, 1) if mariadb else (8, 0, 13)),
        "supports_sequences": mariadb and number >= (10, 3),
    }
    if mariadb and tuple(map(int, re.findall(r"\d+", sqlalchemy.__version__)[:2])) >= (2, 1):
        known["supports_native_uuid"] = number >= (10, 7)
    return known


def expect_word(name, version):
    """The dialect of that word takes a server of MariaDB only."""
    if name == "mariadb" and version < 100000:
        fail(NO_DDL, "sqlalchemy.url says mariadb, and the server is MySQL %d.%d.%d"
             % (version // 10000, version // 100 % 100, version % 100),
             "next: write mysql in the place of mariadb at the beginning of sqlalchemy.url")


def tell_version(dialect, version):
    """What SQLAlchemy asks the server for when it connects, as far as DDL depends on it."""
    known = {"postgresql": know_postgresql, "mysql": know_mysql, "mariadb": know_mysql}.get(dialect.name)
    for name, value in known(dialect, version).items() if known else ():
        if hasattr(dialect, name) and not isinstance(getattr(type(dialect), name, None), property):
            setattr(dialect, name, value)


def name_schemas(metadatas):
    tables = [table for metadata in metadatas for table in metadata.tables.values()]
    named = {table.schema for table in tables}
    named |= {getattr(column.type, "schema", None) for table in tables for column in table.columns}
    named |= {sequence.schema for metadata in metadatas for sequence in metadata._sequences.values()}
    return sorted(filter(None, named))


def write_schemas(writer, schemas, own):
    """create_all() takes them for granted."""
    if writer.dialect.name == "postgresql":
        for schema in schemas:
            writer.add("CREATE SCHEMA IF NOT EXISTS " + writer.dialect.identifier_preparer.quote(schema))
    elif writer.dialect.name != "sqlite" and set(schemas) - {own}:
        fail(NO_METADATA, "the models name other databases than that of sqlalchemy.url: %s"
             % ", ".join(sorted(set(schemas) - {own})),
             "next: let those models name no schema, or compare that database by an alembic.ini of its own")
    elif writer.dialect.name == "sqlite" and set(schemas) - {"main"}:
        fail(NO_METADATA, "the models name schemas, which this database has none of: %s" % ", ".join(schemas),
             "next: let the models name no schema")


def main(name, version, *targets):
    for path in reversed(os.environ.pop("SQLEMBIC_SYS_PATH", "").splitlines()):
        sys.path.insert(0, os.path.abspath(path))
    metadatas = read_targets(targets)
    expect_word(name, int(version))
    own, scratch = os.environ.pop("SQLEMBIC_DATABASE", None), os.environ.pop("SQLEMBIC_SCRATCH", None)
    writer = Writer(name, {own: scratch} if own and scratch else {})
    write_schemas(writer, name_schemas(metadatas), own)
    try:
        tell_version(writer.dialect, int(version))
        for metadata in metadatas:
            metadata.create_all(writer.engine, checkfirst=False)
    except Exception as error:
        traceback.print_exc()
        fail(NO_DDL, "SQLAlchemy %s cannot write this for %s: %s: %s"
             % (sqlalchemy.__version__, name, type(error).__name__, " ".join(str(error).split())), find_culprit(error))
    known = {table.name.lower() for metadata in metadatas for table in metadata.tables.values()}
    forgotten = "".join("-- not imported: %s %s\n" % found for found in find_forgotten(targets, known))
    leave(0, forgotten + writer.text())


main(*sys.argv[1:])
