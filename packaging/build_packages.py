#!/usr/bin/python3
"""build_packages.py --version V --program FILE --manual FILE DIRECTORY: of the program without shared libraries (`make
STATIC=1 STATIC_DRIVERS=1`) a tarball, an OCI image, a package of npm, and the list of what is linked in (SPDX).  No
daemon and no network is needed.  The bytes depend on what goes in and on SOURCE_DATE_EPOCH only.
"""

import argparse
import platform
import time

from common import C_LIBRARY, EPOCH, LINKED, ROOT, archive, as_json, compressed, hash_of, licences, read, sbom, stripped, write

AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
NOBODY = "65534:65534"
ARCHITECTURES = {"x86_64": ("amd64", "x64"), "aarch64": ("arm64", "arm64")}
ABOUT = "Database migrations in plain SQL files, after Alembic's model"


def documents(folder, bill):
    """The licences of all that is inside, and its list."""
    texts = {f"{folder}/licenses/{name}": (0o644, text) for name, text in licences({**LINKED, **C_LIBRARY}).items()}
    return {**texts, f"{folder}/LICENSE": (0o644, read(f"{ROOT}/LICENSE")), f"{folder}/sbom.spdx.json": (0o644, bill)}


def tarball(name, program, manual, bill):
    shared = {f"{name}/{path}": content for path, content in documents("share/doc/sqlembic", bill).items()}
    return compressed(
        archive(
            {
                f"{name}/bin/sqlembic": (0o755, program),
                f"{name}/share/man/man1/sqlembic.1": (0o644, manual),
                f"{name}/share/doc/sqlembic/alembic.ini.sample": (0o644, read(f"{ROOT}/alembic.ini.sample")),
                **shared,
            }
        )
    )


def npm(version, machine, program, bill):
    package = {
        "name": "sqlembic",
        "version": version,
        "description": ABOUT,
        "license": "MIT",
        "bin": {"sqlembic": "bin/sqlembic"},
        "os": ["linux"],
        "cpu": [ARCHITECTURES[machine][1]],
    }
    return compressed(
        archive(
            {
                "package/package.json": (0o644, as_json(package)),
                "package/bin/sqlembic": (0o755, program),
                **documents("package", bill),
            }
        )
    )


def layer(program, bill):
    folders = ("app", "etc", "etc/ssl", "etc/ssl/certs", "usr", "usr/bin", "usr/lib", "usr/lib/ssl")
    return archive(
        {
            **{folder: (0o755, None) for folder in folders},
            "tmp": (0o1777, None),
            "usr/bin/sqlembic": (0o755, program),
            # Where OpenSSL of Debian, which is linked in, looks for them.
            "etc/ssl/certs/ca-certificates.crt": (0o644, read(AUTHORITIES)),
            "usr/lib/ssl/cert.pem": (0o777, AUTHORITIES),
            "etc/passwd": (0o644, b"nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n"),
            "etc/group": (0o644, b"nobody:x:65534:\n"),
            **documents("usr/share/doc/sqlembic", bill),
        }
    )


def image(version, machine, program, bill):
    """The layout of an OCI image, as skopeo, podman and docker load it."""
    content = layer(program, bill)
    packed = compressed(content)
    config = as_json(
        {
            "architecture": ARCHITECTURES[machine][0],
            "os": "linux",
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(EPOCH)),
            "config": {
                "User": NOBODY,
                "Env": ["PATH=/usr/bin"],
                "Entrypoint": ["/usr/bin/sqlembic"],
                "Cmd": ["upgrade", "head", "--wait", "60s"],
                "WorkingDir": "/app",
                "Labels": {
                    "org.opencontainers.image.title": "sqlembic",
                    "org.opencontainers.image.description": ABOUT,
                    "org.opencontainers.image.version": version,
                    "org.opencontainers.image.licenses": "MIT",
                },
            },
            "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hash_of(content)]},
            "history": [{"created_by": "packaging/build_packages.py"}],
        }
    )
    files = {"blobs": (0o755, None), "blobs/sha256": (0o755, None)}

    def blob(kind, content):
        files[f"blobs/sha256/{hash_of(content)}"] = (0o644, content)
        media = f"application/vnd.oci.image.{kind}"
        return {"mediaType": media, "digest": "sha256:" + hash_of(content), "size": len(content)}

    manifest = as_json(
        {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": blob("config.v1+json", config),
            "layers": [blob("layer.v1.tar+gzip", packed)],
        }
    )
    named = {**blob("manifest.v1+json", manifest), "annotations": {"org.opencontainers.image.ref.name": version}}
    files["oci-layout"] = (0o644, as_json({"imageLayoutVersion": "1.0.0"}))
    files["index.json"] = (0o644, as_json({"schemaVersion": 2, "manifests": [named]}))
    return archive(files)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--version", "--program", "--manual"):
        parser.add_argument(name, required=True)
    parser.add_argument("directory")
    args = parser.parse_args()
    machine = platform.machine()
    program, manual = stripped(args.program), read(args.manual)
    bill = sbom(args.version, {**LINKED, **C_LIBRARY})
    name = f"sqlembic-{args.version}-linux-{machine}"
    write(f"{args.directory}/{name}.tar.gz", tarball(name, program, manual, bill))
    write(f"{args.directory}/{name}.oci.tar", image(args.version, machine, program, bill))
    write(f"{args.directory}/sqlembic-{args.version}-npm.tgz", npm(args.version, machine, program, bill))
    write(f"{args.directory}/{name}.spdx.json", bill)


main()
