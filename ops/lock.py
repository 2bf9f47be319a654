"""`make lock`: write the hashed locks in requirements/ anew from pyproject.toml.

torch is locked by itself, twice. torch-cpu.txt is the CPU wheel, which pip finds where its own configuration names a
folder or an index that has it, as on the build machines. torch.txt is the package index's own file, taken elsewhere; on
Linux it needs the CUDA libraries of torch-gpu.txt. One file with both hashes would not do: pip prefers a file whose
link names an allowed hash, so it passes over the wheel in a folder. The app's lock leaves torch out, but keeps what
torch needs.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ops.layout import Layout

TORCH = "torch==2.13.0"
TORCH_CPU = f"{TORCH}+cpu"
_GPU_ONLY = re.compile(r"^(cuda|nvidia|triton)")
_OPTIONS = ("--generate-hashes", "--no-annotate", "--no-header", "--no-python-downloads", "--quiet")


def split_lock(text: str) -> dict[str, str]:
    """The blocks of a hashed lock by package name."""
    blocks: dict[str, str] = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M):
        if block.strip():
            blocks[re.split(r"[=\s;\[]", block, maxsplit=1)[0]] = block.rstrip("\n") + "\n"
    return blocks


def _compile(uv: Path, python: str, arguments: list[str], output: Path | None = None) -> str:
    command = [str(uv), "pip", "compile", "--python-version", python, *_OPTIONS, *arguments]
    if output is not None:
        command += ["--output-file", str(output)]  # versions already in it are kept unless --upgrade is given
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def _lock_cpu_wheel(python: Path, scratch: Path, output: Path) -> None:
    """Lock the CPU wheel that pip finds here; where it finds none, the lock stays as it is."""
    pip = [str(python), "-m", "pip", "download", "-q", "--no-deps", TORCH_CPU, "-d", str(scratch)]
    if subprocess.run(pip, check=False).returncode:
        print(f"{output.name} is kept: pip finds no CPU wheel on this machine", file=sys.stderr)
        return
    (wheel,) = scratch.glob("torch-*.whl")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    output.write_text(f"{TORCH_CPU} \\\n    --hash=sha256:{digest}\n")


def lock_docs(layout: Layout, more: list[str]) -> None:
    """Write the lock of what makes the documentation's site."""
    group = ["--group", f"{layout.root / 'pyproject.toml'}:docs"]
    _compile(layout.uv, "3.11", [*group, *more], layout.root / "requirements" / "docs.txt")


def lock_mutation(layout: Layout, more: list[str]) -> None:
    """Write the lock of what makes mutants."""
    group = ["--group", f"{layout.root / 'pyproject.toml'}:mutation"]
    _compile(layout.uv, "3.11", [*group, *more], layout.root / "requirements" / "mutation.txt")


def lock(layout: Layout, upgrade: bool) -> None:
    """Write every lock; with `upgrade`, take the newest versions that pyproject.toml allows."""
    folder = layout.root / "requirements"
    project = str(layout.root / "pyproject.toml")
    more = ["--upgrade"] if upgrade else []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        wanted = scratch / "torch.in"
        wanted.write_text(TORCH + "\n")
        full = split_lock(_compile(layout.uv, "3.11", [str(wanted)]))
        (folder / "torch.txt").write_text(full.pop("torch"))
        _lock_cpu_wheel(layout.app_python, scratch, folder / "torch-cpu.txt")
        gpu = [block for package, block in full.items() if _GPU_ONLY.match(package)]
        (folder / "torch-gpu.txt").write_text("".join(gpu))
        needed = scratch / "torch-needs.in"
        needed.write_text("".join(f"{package}\n" for package in full if not _GPU_ONLY.match(package)))
        override = ["--override", str(folder / "without-torch.txt")]
        app = [project, "--group", f"{project}:dev", str(needed), *override, *more]
        _compile(layout.uv, "3.11", app, folder / "app.txt")
    _compile(layout.uv, "3.10", ["--group", f"{project}:rasa", *more], folder / "rasa.txt")
    _compile(layout.uv, "3.11", ["--group", f"{project}:peers", *more], folder / "peers.txt")
    lock_docs(layout, more)
    lock_mutation(layout, more)
    _compile(layout.uv, "3.11", [str(folder / "tools.in"), *more], folder / "tools.txt")
    _compile(layout.uv, "3.11", ["--no-deps", str(folder / "model.in")], folder / "model.txt")


if __name__ == "__main__":
    lock(Layout.here(), upgrade="--upgrade" in sys.argv[1:])
