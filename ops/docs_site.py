"""What MkDocs cannot do by itself for this site (`hooks` in mkdocs.yml).

The READMEs, CONTRIBUTING and their like lie outside `docs/`, where people and platforms look for them. Here they become
pages of the site, without a copy in the repository: the READMEs its first pages, the rest under `repository/`; links
between them and `docs/` are set right. The list of decisions and the tour are taken from what is there.

Runs in the documentation's environment (MkDocs), and is the only module that does.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)\s#]+)")
_PLACES = {"README.en.md": "index.md", "README.md": "index.ja.md"}
"""Where a file of the repository stands in the site; any other under `repository/`."""
_LINKED = (
    "*.md",
    "bot/*.md",
    "tests/eval/*.md",
    "LICENSE",
    "deploy/nginx.conf",
    "deploy/Caddyfile",
    "deploy/madoguchi.service",
)


def place_of(path: str) -> str:
    """From a path in the repository to the page's place in the site."""
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return _PLACES.get(path) or "repository/" + (path if path.endswith(".md") else f"{path}.md")


def source_of(place: str) -> str:
    """From a page's place in the site to the path in the repository that its links start from."""
    for path, known in _PLACES.items():
        if place == known:
            return path
    if place == "tour.md":
        return "README.en.md"
    return place.removeprefix("repository/") if place.startswith("repository/") else f"docs/{place}"


def relinked(markdown: str, place: str, root: Path) -> str:
    """The page with links that lead to where the site has the files; what the site has not is no link."""
    source = source_of(place)

    def to_site(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), found[1]))
        if (root / target).is_dir():
            target = posixpath.join(target, "index.md")
        return posixpath.relpath(place_of(target), posixpath.dirname(place) or ".")

    return _LINK.sub(to_site, markdown)


def decisions(folder: Path) -> str:
    """The page that lists the records."""
    lines = ["# Decisions", "", "What somebody may question later: context, decision, consequence.", ""]
    for path in sorted(folder.glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        number = path.name[:4]
        lines.append(f"- [{number} {title.removeprefix(number).strip()}]({path.name})")
    return "\n".join(lines) + "\n"


def tour(readme: str) -> str:
    """The tour of the README as a page of its own."""
    found = re.search(r"^## A tour\n(.*?)^## ", readme, re.M | re.S)
    if found is None:
        raise ValueError("README.en.md has no section 'A tour'")
    return f"# The desk in ten steps\n{found[1].rstrip()}\n"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that lie outside `docs/`."""
    root = Path(config.config_file_path).parent
    docs = Path(config.docs_dir)
    for pattern in _LINKED:
        for path in root.glob(pattern):
            name = path.relative_to(root).as_posix()
            text = path.read_text(encoding="utf-8")
            text = text if name.endswith(".md") else f"# {name}\n\n```text\n{text}\n```\n"
            files.append(File.generated(config, place_of(name), content=text))
    files.append(File.generated(config, "decisions/index.md", content=decisions(docs / "decisions")))
    readme = (root / "README.en.md").read_text(encoding="utf-8")
    files.append(File.generated(config, "tour.md", content=tour(readme)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Sets the links of every page right."""
    del files
    return relinked(markdown, page.file.src_uri, Path(config.config_file_path).parent)
