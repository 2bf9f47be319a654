"""A company's policy: the text of its file, to the character, and the tree that is read from it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from knowledge.reading import read_tree
from knowledge.tree import Node
from knowledge.vocabulary import CompanyId, Region


@dataclass(frozen=True)
class Policy:
    """A company's policy. `version` is the first 12 hex digits of the SHA-256 of the file."""

    company: CompanyId
    version: str
    text: str
    root: Node

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions between which this policy tells apart, empty if it does not."""
        found = {node.region for node in self.root.walk() if node.region is not None}
        if not found:
            return ()
        return tuple(region for region in Region if region in found | {Region.JP, Region.OTHER})


def policy_version(data: bytes) -> str:
    """The version of a policy file with this content."""
    return hashlib.sha256(data).hexdigest()[:12]


def read_policy(path: Path, company: CompanyId) -> Policy:
    """The policy in the UTF-8 file `path`. Offsets count code points of the file as it is.

    Raises:
        OSError: the file cannot be read. NotUtf8: that it is not.
    """
    text = policy_text(path)
    return Policy(company, policy_version(text.encode()), text, read_tree(text))


class NotUtf8(ValueError):
    """A policy's file is not UTF-8. The message names it and says what to do."""


def policy_text(path: Path) -> str:
    """The text of a policy's file as it is: to read it as text would change Windows' line ends, and with them every
    place behind the first line.

    Raises:
        OSError: the file cannot be read. NotUtf8: that it is not.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"{path}: not UTF-8 (byte {error.start}); save the text as UTF-8") from None
