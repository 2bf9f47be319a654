"""`make screenshots`: a desk of its own with demo data, and all pictures of it. It needs the set-up only. Its clock and
its numbers by chance are held fast (`docs.screenshots.frozen`): what has not changed gives the same picture."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from docs.screenshots.take import Shown, take
from evaluation.stack import PASSWORD, ROOT, USERNAME, VAR, environment_of, stack
from ops.build import find_browser

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-lcd-text"]
PAGES = VAR / "screenshots"
ADDRESS = "http://madoguchi.localhost"
"""Where the desk is in the pictures: its real port is another one each time."""


def shoot(folder: Path, pictures: Path, pages: Path) -> None:
    """Start a desk with its data under `folder`, fill it, and take its pictures. Raises SystemExit where there is no
    browser."""
    browser = find_browser(os.environ)
    if browser is None:
        raise SystemExit(
            "No Chromium: `make test` installs it where it may, or name one in MADOGUCHI_CHROMIUM."
        )
    settings = {
        "MADOGUCHI_SECRET_KEY_FILE": str(folder / "secret.key"),
        "MADOGUCHI_RECORDS_FOLDER": str(folder / "records"),
        # What `demo` has stays theirs, however long the start takes.
        "MADOGUCHI_CLAIM_MINUTES": "60",
        "MADOGUCHI_PUBLIC_URL": ADDRESS,
    }
    receipt, code, password = fill(environment_of(folder, **settings))
    house = stack(folder, intake=False, module="docs.screenshots.house", **settings)
    with house as desk, sync_playwright() as playwright:
        found_at = f"--host-resolver-rules=MAP {ADDRESS.removeprefix('http://')}:80 127.0.0.1:{desk.port}"
        chromium = playwright.chromium.launch(executable_path=browser, args=[*ARGUMENTS, found_at])
        try:
            shown = Shown(ADDRESS, receipt, code, ("demo", password), (USERNAME, PASSWORD))
            take(chromium, shown, pictures, pages)
        finally:
            chromium.close()


def fill(environment: dict[str, str]) -> tuple[str, str, str]:
    """`madoguchi demo-data`; gives the receipt, its access code and the password of `demo` that it prints."""
    madoguchi = [sys.executable, "-m", "docs.screenshots.frozen"]
    subprocess.run([*madoguchi, "db", "upgrade"], cwd=ROOT, env=environment, check=True)
    printed = subprocess.run(
        [*madoguchi, "demo-data"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    found = re.search(r"(MDG-\S+)  access code (\S+)\n.*demo  password (\S+)", printed)
    if found is None:
        raise RuntimeError(f"demo-data printed neither receipt nor account:\n{printed}")
    return found[1], found[2], found[3]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="madoguchi-screenshots-") as own:
        shoot(Path(own), ROOT / "docs/screenshots", PAGES)
    sys.stdout.write(
        f"docs/screenshots: README's pictures. {PAGES}: each page, on a desktop and on a phone.\n"
    )
