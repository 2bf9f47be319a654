"""The steps that make the two environments and fetch what the build needs from the package index.

Standard library only and Python 3.9-clean.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from ops import pythons
from ops.layout import Layout
from ops.problems import require_space
from ops.steps import Shell, Step

# Downloads, caches and the installed files together, measured generously.
_APP_GIB, _RASA_GIB, _GPU_GIB, _PEERS_GIB, _DOCS_GIB, _MUTATION_GIB = 3.0, 4.5, 12.0, 0.5, 0.2, 0.2
_FOR_APP = "the app runs on it"
_FOR_DOCS = "the documentation's site is made by it"
_FOR_MUTATION = "the mutants are made by what runs on it"
_FOR_PEERS = "what it is compared with runs on it"
_FOR_RASA = "Rasa 3.6 runs on nothing newer"


def works(python: Path, version: str) -> bool:
    """Whether an environment's interpreter is there, runs, and has the version (a link to a removed one has not)."""
    return python.exists() and pythons.probe(str(python), False) == version


def _remove(place: Path) -> None:
    if place.is_symlink() or place.is_file():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)


def site_packages(python: Path, version: str) -> Path:
    """Where an environment's packages lie."""
    return python.parent.parent / "lib" / f"python{version}" / "site-packages"


def needs_cuda(site: Path) -> bool:
    """Whether the installed PyTorch asks for CUDA libraries (the CPU wheel does not)."""
    metadata = [path.read_text(encoding="utf-8") for path in site.glob("torch-*.dist-info/METADATA")]
    return any(re.search(r"^Requires-Dist: (nvidia|cuda)-", text, re.M) for text in metadata)


class Environments:
    """The tools (uv), the environments of app, Rasa, peers, documentation and mutants, and how each is made."""

    def __init__(self, layout: Layout, environ: Mapping[str, str]) -> None:
        self._layout = layout
        self._environ = environ
        self._locks = layout.root / "requirements"

    def _find(self, version: str, needed_for: str, *, with_pip: bool) -> str:
        uv = [self._layout.uv]
        return pythons.find(version, self._environ, needed_for=needed_for, with_pip=with_pip, uv=uv)

    def _install(self, shell: Shell, python: Path, *arguments: object) -> None:
        # The locks are complete, so nothing is resolved: --no-deps.
        shell.command(self._layout.uv, "pip", "install", "--python", python, "--no-deps", *arguments)

    def make_tools(self, shell: Shell) -> None:
        """The pinned installer, in an environment of its own."""
        tools = self._layout.tools
        python = self._find("3.11", _FOR_APP, with_pip=True)
        _remove(tools)
        shell.command(python, "-m", "venv", tools)
        pip = (tools / "bin" / "python", "-m", "pip", "install", "--no-input", "--require-hashes")
        shell.command(*pip, "-r", self._locks / "tools.txt")

    def make_app(self, shell: Shell) -> None:
        """Python 3.11 with pip; an environment that works is kept."""
        if works(self._layout.app_python, "3.11"):
            return
        python = self._find("3.11", _FOR_APP, with_pip=True)
        _remove(self._layout.app_env)
        shell.command(python, "-m", "venv", self._layout.app_env)

    def make_rasa(self, shell: Shell) -> None:
        """Python 3.10; an environment that works is kept."""
        if works(self._layout.rasa_python, "3.10"):
            return
        python = self._find("3.10", _FOR_RASA, with_pip=False)
        _remove(self._layout.rasa_env)
        shell.command(self._layout.uv, "venv", "--python", python, self._layout.rasa_env)

    def make_peers(self, shell: Shell) -> None:
        """Python 3.11 for the frameworks that are compared; an environment that works is kept."""
        if works(self._layout.peers_python, "3.11"):
            return
        python = self._find("3.11", _FOR_PEERS, with_pip=False)
        _remove(self._layout.peers_env)
        shell.command(self._layout.uv, "venv", "--python", python, self._layout.peers_env)

    def make_docs(self, shell: Shell) -> None:
        """Python 3.11 for the documentation's site; an environment that works is kept."""
        if works(self._layout.docs_python, "3.11"):
            return
        python = self._find("3.11", _FOR_DOCS, with_pip=False)
        _remove(self._layout.docs_env)
        shell.command(self._layout.uv, "venv", "--python", python, self._layout.docs_env)

    def make_mutation(self, shell: Shell) -> None:
        """Python 3.11 for what makes mutants; an environment that works is kept."""
        if works(self._layout.mutation_python, "3.11"):
            return
        python = self._find("3.11", _FOR_MUTATION, with_pip=False)
        _remove(self._layout.mutation_env)
        shell.command(self._layout.uv, "venv", "--python", python, self._layout.mutation_env)

    def install_torch(self, shell: Shell) -> None:
        """The CPU wheel where pip finds it, else the package index's own file.

        By pip, not uv: pip's own configuration says where a CPU wheel lies, and uv does not read it.
        """
        python = self._layout.app_python
        pip = (python, "-m", "pip", "install", "--no-input", "--no-deps", "--require-hashes")
        if shell.attempt(*pip, "-r", self._locks / "torch-cpu.txt"):
            return
        shell.command(*pip, "-r", self._locks / "torch.txt")
        if needs_cuda(site_packages(python, "3.11")):
            # The index's own Linux build: it does not import without its CUDA libraries, even on a CPU.
            require_space(self._layout.app_env, _GPU_GIB, "PyTorch with its CUDA libraries")
            self._install(shell, python, "--require-hashes", "-r", self._locks / "torch-gpu.txt")

    def install_app(self, shell: Shell) -> None:
        """Everything else that the app imports."""
        self._install(shell, self._layout.app_python, "--require-hashes", "-r", self._locks / "app.txt")

    def install_project(self, shell: Shell) -> None:
        """The project itself, editable: it gives the `madoguchi` command."""
        words = ("--no-build-isolation", "--editable", self._layout.root)
        self._install(shell, self._layout.app_python, *words)

    def install_rasa(self, shell: Shell) -> None:
        """Rasa with what it pins."""
        self._install(shell, self._layout.rasa_python, "--require-hashes", "-r", self._locks / "rasa.txt")

    def install_peers(self, shell: Shell) -> None:
        """Haystack and LlamaIndex with what they need."""
        # Copies, not uv's hard links: NLTK, below LlamaIndex, refuses to read a file that has two names.
        words = ("--link-mode", "copy", "--require-hashes", "-r", self._locks / "peers.txt")
        self._install(shell, self._layout.peers_python, *words)

    def install_docs(self, shell: Shell) -> None:
        """MkDocs with its theme."""
        self._install(shell, self._layout.docs_python, "--require-hashes", "-r", self._locks / "docs.txt")

    def install_mutation(self, shell: Shell) -> None:
        """Cosmic Ray."""
        self._install(
            shell, self._layout.mutation_python, "--require-hashes", "-r", self._locks / "mutation.txt"
        )

    def mutation_steps(self) -> list[Step]:
        """The environment of `make mutation` alone: the tests themselves run in the app's."""
        layout = self._layout
        site = site_packages(layout.mutation_python, "3.11")
        return [
            Step(
                *("mutation-env", "Python 3.11 environment for the mutants", self.make_mutation),
                values=[str(layout.mutation_env)],
                after=["tools"],
                present=lambda: works(layout.mutation_python, "3.11"),
            ),
            Step(
                *("mutation-packages", "Cosmic Ray", self.install_mutation),
                inputs=[self._locks / "mutation.txt"],
                after=["tools", "mutation-env"],
                present=lambda: (site / "cosmic_ray").is_dir(),
                gibibytes=_MUTATION_GIB,
            ),
        ]

    def docs_steps(self) -> list[Step]:
        """The environment of `make docs` alone: nothing that serves or tests needs it."""
        layout = self._layout
        site = site_packages(layout.docs_python, "3.11")
        return [
            Step(
                *("docs-env", "Python 3.11 environment for the documentation", self.make_docs),
                values=[str(layout.docs_env)],
                after=["tools"],
                present=lambda: works(layout.docs_python, "3.11"),
            ),
            Step(
                *("docs-packages", "MkDocs with its theme", self.install_docs),
                inputs=[self._locks / "docs.txt"],
                after=["tools", "docs-env"],
                present=lambda: (site / "material").is_dir(),
                gibibytes=_DOCS_GIB,
            ),
        ]

    def peers_steps(self) -> list[Step]:
        """The environment of `make bench-quality` alone: nothing that serves or tests needs it."""
        layout = self._layout
        site = site_packages(layout.peers_python, "3.11")
        return [
            Step(
                *("peers-env", "Python 3.11 environment for the peers", self.make_peers),
                values=[str(layout.peers_env)],
                after=["tools"],
                present=lambda: works(layout.peers_python, "3.11"),
            ),
            Step(
                *("peers-packages", "Haystack and LlamaIndex", self.install_peers),
                inputs=[self._locks / "peers.txt"],
                after=["tools", "peers-env"],
                present=lambda: (site / "haystack").is_dir() and (site / "llama_index").is_dir(),
                gibibytes=_PEERS_GIB,
            ),
        ]

    def steps(self) -> list[Step]:
        """In the order in which they are made: what may be missing on the machine is looked for first."""
        layout, locks = self._layout, self._locks
        app_site = site_packages(layout.app_python, "3.11")
        rasa_site = site_packages(layout.rasa_python, "3.10")
        return [
            Step(
                *("tools", "installer (uv)", self.make_tools),
                inputs=[locks / "tools.txt"],
                present=lambda: os.access(layout.uv, os.X_OK),
                gibibytes=0.3,
            ),
            Step(
                *("rasa-env", "Python 3.10 environment for Rasa", self.make_rasa),
                values=[str(layout.rasa_env)],
                present=lambda: works(layout.rasa_python, "3.10"),
            ),
            Step(
                *("app-env", "Python 3.11 environment for the app", self.make_app),
                values=[str(layout.app_env)],
                present=lambda: works(layout.app_python, "3.11"),
            ),
            Step(
                *("torch", "PyTorch", self.install_torch),
                inputs=[locks / name for name in ("torch-cpu.txt", "torch.txt", "torch-gpu.txt")],
                after=["tools", "app-env"],
                present=lambda: (app_site / "torch").is_dir(),
                gibibytes=_APP_GIB,
            ),
            Step(
                *("app-packages", "the app's packages", self.install_app),
                inputs=[locks / "app.txt"],
                after=["torch"],
                present=lambda: (app_site / "fastapi").is_dir(),
                gibibytes=_APP_GIB,
            ),
            Step(
                *("project", "the madoguchi command", self.install_project),
                inputs=[layout.root / "pyproject.toml"],
                after=["app-packages"],
                present=lambda: (layout.app_env / "bin" / "madoguchi").exists(),
            ),
            Step(
                *("rasa-packages", "Rasa and its packages", self.install_rasa),
                inputs=[locks / "rasa.txt"],
                after=["tools", "rasa-env"],
                present=lambda: (rasa_site / "rasa").is_dir(),
                gibibytes=_RASA_GIB,
            ),
        ]
