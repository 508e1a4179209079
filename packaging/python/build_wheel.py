#!/usr/bin/python3
"""build_wheel.py --version V --program FILE --library FILE DIRECTORY: makes the wheel in DIRECTORY and prints its name.

The program has no shared libraries (`make STATIC=1 STATIC_DRIVERS=1`), the library none but the C library's
(`make bundle`).  The platform in the name of the wheel is what these files need, as the linker has written it into
them.  The bytes of the wheel depend on what goes in and on SOURCE_DATE_EPOCH only.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

# Debian's python3-wheel: it writes RECORD, in the order of the names, and the times of SOURCE_DATE_EPOCH.
from wheel.wheelfile import WheelFile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
from common import LINKED, ROOT, licences, sbom, stripped  # noqa: E402

MACHINES = {"Advanced Micro Devices X86-64": "x86_64", "AArch64": "aarch64"}
C_LIBRARY = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
METADATA = """Metadata-Version: 2.1
Name: sqlembic
Version: {version}
Summary: Alembic's model of database migrations for plain SQL files: program and Python interface
License: MIT
License-File: LICENSE
Classifier: License :: OSI Approved :: MIT License
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: Python :: 3
Classifier: Programming Language :: C
Classifier: Topic :: Database
Classifier: Framework :: Pytest
Classifier: Typing :: Typed
Requires-Python: >=3.9
Description-Content-Type: text/markdown

{description}"""

WHEEL = """Wheel-Version: 1.0
Generator: sqlembic packaging/python/build_wheel.py
Root-Is-Purelib: false
Tag: {tag}
"""

ENTRY_POINTS = """[pytest11]
sqlembic = sqlembic.pytest_plugin
"""


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout


def needed(path):
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-d", path)))


def platform_of(program, library):
    """The platform tag: the newest version of glibc that a symbol of the library asks for."""
    if needed(program) or "INTERP" in output("readelf", "-lW", program):
        sys.exit(f"build_wheel: {program} needs shared libraries")
    others = needed(library) - C_LIBRARY
    if others:
        sys.exit(f"build_wheel: {library} needs {', '.join(sorted(others))}")
    machine = MACHINES[re.search(r"Machine:\s*(.+)", output("readelf", "-h", library))[1].strip()]
    versions = re.findall(r"GLIBC_(\d+)\.(\d+)", output("objdump", "-T", library))
    major, minor = max((int(a), int(b)) for a, b in versions)
    return f"manylinux_{major}_{minor}_{machine}"


def put(source, *place):
    """Copies a file; the mode is not that of the work tree."""
    path = os.path.join(*place)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(source, path)
    os.chmod(path, 0o644)
    return path


def put_content(content, *place, mode=0o644):
    path = os.path.join(*place)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, mode)


def stage(top, args, tag):
    info = f"{top}/sqlembic-{args.version}.dist-info"
    for folder, _, names in os.walk(os.path.join(HERE, "sqlembic")):
        for name in names:
            if name.endswith((".py", "py.typed")):
                put(os.path.join(folder, name), top, os.path.relpath(folder, HERE), name)
    put_content(stripped(args.library), top, "sqlembic", "libsqlembic.so", mode=0o755)
    put_content(stripped(args.program), top, f"sqlembic-{args.version}.data", "scripts", "sqlembic", mode=0o755)
    put(os.path.join(ROOT, "LICENSE"), info, "LICENSE")
    for name, text in licences(LINKED).items():
        put_content(text, info, "licenses", name)
    put_content(sbom(args.version, LINKED), info, "sboms", "sqlembic.spdx.json")
    with open(os.path.join(ROOT, "docs", "python.md"), encoding="utf-8") as file:
        put_content(METADATA.format(version=args.version, description=file.read()).encode(), info, "METADATA")
    put_content(WHEEL.format(tag=tag).encode(), info, "WHEEL")
    put_content(ENTRY_POINTS.encode(), info, "entry_points.txt")


def main():
    parser = argparse.ArgumentParser()
    for name in ("--version", "--program", "--library"):
        parser.add_argument(name, required=True)
    parser.add_argument("directory")
    args = parser.parse_args()
    tag = f"py3-none-{platform_of(args.program, args.library)}"
    os.makedirs(args.directory, exist_ok=True)
    path = os.path.join(args.directory, f"sqlembic-{args.version}-{tag}.whl")
    with tempfile.TemporaryDirectory() as top:
        stage(top, args, tag)
        with WheelFile(path, "w") as wheel:
            wheel.write_files(top)
    print(path)


main()
