"""The structures of _layout.py are those that the C compiler makes of sqlembic.h."""

import ctypes
import os
import subprocess

from sqlembic import _layout as layout

HEADERS = os.environ["SQLEMBIC_HEADERS"]


def plain(name):
    return name.rstrip("_")


def compiled(lines):
    """What a C program prints that has these lines in main."""
    with open("layout.c", "w", encoding="utf-8") as file:
        file.write("#include <sqlembic.h>\n#include <stdio.h>\nint main(void)\n{\n" + "\n".join(lines) + "\nreturn 0;\n}\n")
    subprocess.run([os.environ.get("CC", "cc"), "-I" + HEADERS, "-o", "layout", "layout.c"], check=True)
    return subprocess.run(["./layout"], check=True, capture_output=True, text=True).stdout.splitlines()


def fields():
    for name, structure in layout.STRUCTURES.items():
        for field in structure._fields_:
            yield name, structure, field[0]


def may_grow(name):
    """Those that begin with their size, and those that are handed out by pointer, may have more at their end."""
    pointed = {"event", "revision", "comparison", "test_finding", "test_case", "test_report"}
    return layout.STRUCTURES[name]._fields_[0][0] == "size" or name.replace("sqlembic_", "") in pointed


def test_sizes():
    names = list(layout.STRUCTURES)
    printed = compiled([f'printf("%zu\\n", sizeof(struct {name}));' for name in names])
    for name, size in zip(names, map(int, printed)):
        ours = ctypes.sizeof(layout.STRUCTURES[name])
        assert size == ours or (may_grow(name) and size > ours), name


def test_fields():
    wanted, lines = {}, []
    for name, structure, field in fields():
        descriptor = getattr(structure, field)
        wanted[f"{name}.{plain(field)}"] = (descriptor.offset, descriptor.size)
        lines.append(
            f'printf("{name}.{plain(field)} %zu %zu\\n", offsetof(struct {name}, {plain(field)}), '
            f"sizeof(((struct {name} *)0)->{plain(field)}));"
        )
    found = {key: (int(offset), int(size)) for key, offset, size in map(str.split, compiled(lines))}
    assert found == wanted
    assert len(found) == sum(1 for _ in fields())


def test_values():
    groups = {
        "SQLEMBIC_EVENT_": [name for name in vars(layout) if name.startswith("EVENT_") and name != "EVENT_FN"],
        "SQLEMBIC_RESOLVE_": [name for name in vars(layout) if name.startswith("RESOLVE_")],
        "SQLEMBIC_": ["UPGRADE", "DOWNGRADE", "STAMP"],
    }
    for group, names in groups.items():
        c_names = [group + name.replace("EVENT_", "").replace("RESOLVE_", "") for name in names]
        printed = compiled([f'printf("%d\\n", (int){name});' for name in c_names])
        assert dict(zip(names, map(int, printed))) == {name: getattr(layout, name) for name in names}
