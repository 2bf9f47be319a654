"""Policy texts per version: an old citation still opens what it quoted."""

import re
from pathlib import Path

from knowledge.policy import Policy, policy_version
from knowledge.reading import read_tree
from knowledge.vocabulary import CompanyId

_VERSION = re.compile(r"[0-9a-f]{12}")
_COMPANY = re.compile(r"[a-z0-9][a-z0-9_-]*")


class PolicyArchive:
    """A folder with each policy text ever served, by company and version."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, policy: Policy) -> None:
        """Keep this version; one kept before is left alone. Written aside and renamed, so never half."""
        path = self._path(policy.company, policy.version)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_bytes(policy.text.encode("utf-8"))
        aside.replace(path)

    def get(self, company: CompanyId, version: str) -> Policy | None:
        """A version kept earlier, or None; also None where the file is not what its name says."""
        if not _VERSION.fullmatch(version) or not _COMPANY.fullmatch(company):
            return None
        path = self._path(company, version)
        if not path.is_file():
            return None
        data = path.read_bytes()
        if policy_version(data) != version:
            return None
        text = data.decode("utf-8")
        return Policy(company, version, text, read_tree(text))

    def _path(self, company: CompanyId, version: str) -> Path:
        return self._folder / company / f"{version}.txt"
