"""`make lock`: write the hashed locks in requirements/ anew from pyproject.toml.

torch is locked by itself. Exactly 2.13.0 is asked for, because pip finds a CPU wheel of it on the build machines and
the package index's own file elsewhere; the lock therefore needs the hashes of both. The index's Linux file needs the
CUDA libraries of torch-gpu.txt, the CPU wheel does not. The app's lock leaves torch out, but keeps what torch needs.
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
_GPU_ONLY = re.compile(r"^(cuda|nvidia|triton)")
_OPTIONS = ("--generate-hashes", "--no-annotate", "--no-header", "--no-python-downloads", "--quiet")


def split_lock(text: str) -> dict[str, str]:
    """The blocks of a hashed lock by package name."""
    blocks: dict[str, str] = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M):
        if block.strip():
            blocks[re.split(r"[=\s;\[]", block, maxsplit=1)[0]] = block.rstrip("\n") + "\n"
    return blocks


def merge_hashes(*blocks: str) -> str:
    """One block for one pinned package with the hashes of all the blocks."""
    head = blocks[0].split("\\", 1)[0].strip()
    hashes = sorted({found for block in blocks for found in re.findall(r"sha256:[0-9a-f]{64}", block)})
    return head + " \\\n" + " \\\n".join(f"    --hash={value}" for value in hashes) + "\n"


def _compile(uv: Path, python: str, arguments: list[str], output: Path | None = None) -> str:
    command = [str(uv), "pip", "compile", "--python-version", python, *_OPTIONS, *arguments]
    if output is not None:
        command += ["--output-file", str(output)]  # versions already in it are kept unless --upgrade is given
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def _local_torch_hash(python: Path, folder: Path) -> str:
    """The hash of the wheel that pip chooses here: the CPU wheel on a build machine."""
    subprocess.run(
        [str(python), "-m", "pip", "download", "-q", "--no-deps", TORCH, "-d", str(folder)], check=True
    )
    (wheel,) = folder.glob("torch-*.whl")
    return "sha256:" + hashlib.sha256(wheel.read_bytes()).hexdigest()


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
        local = _local_torch_hash(layout.app_python, scratch)
        kept = (folder / "torch.txt").read_text() if (folder / "torch.txt").exists() else ""
        torch_block = full.pop("torch")
        before = kept if kept.startswith(TORCH) else ""
        (folder / "torch.txt").write_text(merge_hashes(torch_block, before, local))
        gpu = [block for package, block in full.items() if _GPU_ONLY.match(package)]
        (folder / "torch-gpu.txt").write_text("".join(gpu))
        needed = scratch / "torch-needs.in"
        needed.write_text("".join(f"{package}\n" for package in full if not _GPU_ONLY.match(package)))
        override = ["--override", str(folder / "without-torch.txt")]
        app = [project, "--group", f"{project}:dev", str(needed), *override, *more]
        _compile(layout.uv, "3.11", app, folder / "app.txt")
    _compile(layout.uv, "3.10", ["--group", f"{project}:rasa", *more], folder / "rasa.txt")
    _compile(layout.uv, "3.11", [str(folder / "tools.in"), *more], folder / "tools.txt")
    _compile(layout.uv, "3.11", ["--no-deps", str(folder / "model.in")], folder / "model.txt")


if __name__ == "__main__":
    lock(Layout.here(), upgrade="--upgrade" in sys.argv[1:])
