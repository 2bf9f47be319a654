"""The documents as a site: it is built strictly, every page has its place, and reading it asks nobody else."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from ops.layout import Layout

LAYOUT = Layout.here()

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; a link, an anchor or a page without its place ends the build."""
    folder = tmp_path_factory.mktemp("site")
    command = [str(LAYOUT.docs_python), "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=LAYOUT.root, env=dict(os.environ), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_document_is_a_page(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    documents = {
        path.relative_to(LAYOUT.root / "docs").with_suffix(".html").as_posix()
        for path in (LAYOUT.root / "docs").rglob("*.md")
    }
    assert documents <= pages
    assert {"index.html", "index.ja.html", "tour.html", "repository/SECURITY.html"} <= pages


def test_reading_it_asks_no_other_server(site: Path) -> None:
    loaded = re.compile(r"<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)=\"?(https?:[^\s\">]+)")
    asked = {address for path in site.rglob("*.html") for address in loaded.findall(path.read_text("utf-8"))}
    assert asked == set()
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"(?:@import|url\()\s*['\"]?https?:", styles) == []


def test_links_out_of_docs_lead_to_their_pages(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    assert 'href="architecture.html"' in home
    assert 'href="repository/CONTRIBUTING.html"' in home
    assert 'src="screenshots/chat.png"' in home
    contributing = (site / "repository/CONTRIBUTING.html").read_text("utf-8")
    assert 'href="../how-to/add-an-intent.html"' in contributing
