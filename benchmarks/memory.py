"""How much memory a running process holds, as Linux counts it."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Memory:
    """Resident memory, shared pages included, in MB (10^6 bytes): now, and the highest since the start. `files`: how
    much of what is there now are pages of files, which the kernel gives up where memory is short."""

    resident: int
    peak: int
    files: int


def memory_of(pid: int, proc: Path = Path("/proc")) -> Memory:
    """What the kernel says of a process. Raises OSError: there is no such process."""
    status = (proc / str(pid) / "status").read_text(encoding="ascii", errors="replace")
    kib = {
        name: int(value) for name, value in re.findall(r"^(VmRSS|VmHWM|RssFile):\s+(\d+) kB$", status, re.M)
    }
    return Memory(*(round(kib[name] * 1024 / 1e6) for name in ("VmRSS", "VmHWM", "RssFile")))
