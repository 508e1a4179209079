"""What packages have in common: what is linked in, files without a trace of the build, archives that come out the same."""

import gzip
import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])

# Debian packages whose archives are linked in, and their licences (SPDX).
LINKED = {
    "libinih-dev": "BSD-3-Clause",
    "libjansson-dev": "MIT",
    "libmariadb-dev": "LGPL-2.1-or-later",
    "libpq-dev": "PostgreSQL",
    "libsqlite3-dev": "blessing",
    "libssl-dev": "Apache-2.0",
    "nettle-dev": "LGPL-3.0-or-later OR GPL-2.0-or-later",
    "zlib1g-dev": "Zlib",
}
# Only the program has the C library, too.
C_LIBRARY = {"libc6-dev": "LGPL-2.1-or-later"}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def stripped(path):
    """A program or library without symbols, and without what tells of the directory that it was built in."""
    with tempfile.NamedTemporaryFile() as file:
        command = ["strip", "--strip-unneeded", "-R", ".note.gnu.build-id", "-R", ".comment", "-o", file.name, path]
        subprocess.run(command, check=True)
        return read(file.name)


def licences(linked):
    """{file name: text} of what is linked in."""
    return {f"{package}.txt": read(f"/usr/share/doc/{package}/copyright") for package in linked}


def archive(files):
    """A tar archive of {path: (mode, bytes)}; None is a directory, a text a symbolic link.  Root owns everything."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(files):
            mode, content = files[path]
            info = tarfile.TarInfo(path)
            info.mode, info.mtime = mode, EPOCH
            if content is None:
                info.type = tarfile.DIRTYPE
            elif isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
            else:
                info.size = len(content)
            tar.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return out.getvalue()


def compressed(content):
    return gzip.compress(content, mtime=0)


def as_json(value):
    return json.dumps(value, indent=2, sort_keys=True).encode() + b"\n"


def _version_of(package):
    command = ["dpkg-query", "-W", "-f", "${source:Package} ${Version}", package]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def sbom(version, linked):
    """What is linked in, with the versions of Debian's packages, as SPDX 2.3."""

    def package(identifier, name, version, licence, locator=None):
        found = {
            "SPDXID": identifier,
            "name": name,
            "versionInfo": version,
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION",
            "licenseDeclared": licence,
            "copyrightText": "NOASSERTION",
        }
        if locator:
            reference = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator}
            found["externalRefs"] = [reference]
        return found

    packages = [package("SPDXRef-sqlembic", "sqlembic", version, "MIT")]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-sqlembic")]
    for name, licence in sorted(linked.items()):
        source, number = _version_of(name)
        identifier = f"SPDXRef-{name}"
        packages.append(package(identifier, source, number, licence, f"pkg:deb/debian/{source}@{number}?arch=source"))
        relations.append(("SPDXRef-sqlembic", "STATIC_LINK", identifier))
    keys = ("spdxElementId", "relationshipType", "relatedSpdxElement")
    body = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"sqlembic-{version}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(EPOCH)),
            "creators": ["Tool: sqlembic-packaging"],
        },
        "packages": packages,
        "relationships": [dict(zip(keys, relation)) for relation in relations],
    }
    versions = "+".join(f"{p['name']}-{p['versionInfo']}" for p in packages[1:])
    body["documentNamespace"] = f"https://spdx.org/spdxdocs/sqlembic-{version}-{EPOCH}-{hash_of(versions.encode())[:16]}"
    return as_json(body)


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    print(path)
