"""The search index: an artefact under `var/index/` that is built aside, checked when read, and swapped in whole.

One folder a company, named after a hash of all that went into it (policy, model, code, libraries); the manifest names
the folders in force and the hash of each of their files. Replacing the manifest is the swap: it is one atomic rename.
Changing one policy makes one new folder, and re-embeds that company only.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import bm25s
import faiss
import numpy as np

from knowledge.chunking import Clause, clauses
from knowledge.encoding import Encoder, FloatArray, file_digest
from knowledge.flowing import flowing
from knowledge.parts import Part, Parts, read_for, read_parts
from knowledge.paths import index_dir, policy_paths
from knowledge.policy import Policy, policy_version, read_policy
from knowledge.sentences import sentence_ranges
from knowledge.tokenizing import search_terms
from knowledge.vocabulary import CompanyId, Region

FORMAT = 4
_LIBRARIES = ("faiss-cpu", "bm25s", "numpy", "sudachipy", "sudachidict-core")
_CODE = (
    "markers",
    "layout",
    "lines",
    "page",
    "contents",
    "regional",
    "headings",
    "tree",
    "reading",
    "chunking",
    "flowing",
    "sentences",
    "places",
    "tokenizing",
    "parts",
    "reader",
    "late_interaction",
    "index",
)
_VECTORS = ("clauses.faiss", "sentences.faiss", "parts.npy", "numbers.npy", "scales.npy", "tokens.npy")
_FILES = ("clauses.json", *_VECTORS, "policy.txt")
_MANIFEST = "manifest.json"

Progress = Callable[[str], None]


class IndexUnusable(RuntimeError):
    """The index is missing, broken or outdated; `str()` says why, in one line."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a clause: `policy.text[start:end]`; `clause` is the clause's number."""

    clause: int
    start: int
    end: int


@dataclass(frozen=True)
class CompanyIndex:
    """What is searched for one company. Row n of `clause_vectors` is clause n, and so for sentences.

    `parts` are for the clause reader; none where the encoder has no states.
    """

    company: CompanyId
    version: str
    text: str
    regions: tuple[Region, ...]
    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    clause_vectors: faiss.Index
    sentence_vectors: faiss.Index
    words: bm25s.BM25
    parts: Parts = field(default_factory=Parts)


@dataclass(frozen=True)
class Index:
    """The whole index in memory; `model` is the name of the encoder that made its vectors."""

    model: str
    dim: int
    companies: dict[CompanyId, CompanyIndex]


def load_index(
    encoder: Encoder, folder: Path | None = None, paths: Mapping[CompanyId, Path] | None = None
) -> Index:
    """The index in `folder` (default `var/index`), checked against the policies, the model and this code.

    Raises:
        IndexUnusable: it is missing, broken, or made from other policies, another model or other code.
    """
    folder = folder or index_dir()
    manifest = _read_manifest(folder)
    if manifest.get("format") != FORMAT:
        raise IndexUnusable(f"index format {manifest.get('format')} is not {FORMAT}")
    if manifest.get("model") != encoder.name:
        raise IndexUnusable(f"index was made with {manifest.get('model')}, not {encoder.name}")
    wanted = {company: _key(company, path, encoder) for company, path in (paths or policy_paths()).items()}
    entries = manifest.get("companies", {})
    for company in sorted(wanted.keys() | entries.keys()):
        if company not in entries or company not in wanted:
            raise IndexUnusable(f"{company}: {'not in the index' if company in wanted else 'policy is gone'}")
        if entries[company]["key"] != wanted[company]:
            raise IndexUnusable(f"{company}: policy, code or a library has changed since the index was made")
    loaded = {company: _load_company(folder, company, entry) for company, entry in sorted(entries.items())}
    return Index(encoder.name, encoder.dim, loaded)


def ensure_index(
    encoder: Encoder,
    folder: Path | None = None,
    progress: Progress = print,
    paths: Mapping[CompanyId, Path] | None = None,
) -> Index:
    """The index, after building what is missing, broken or outdated; says what it does by `progress`.

    `paths` are the policies by company; by default those of the installation.

    Raises:
        IndexUnusable: there is no policy at all. OSError: the folder cannot be written.
    """
    folder = folder or index_dir()
    try:
        return load_index(encoder, folder, paths)
    except IndexUnusable as reason:
        progress(f"index: {reason}")
    folder.mkdir(parents=True, exist_ok=True)
    with _one_builder(folder):
        try:
            return load_index(encoder, folder, paths)  # another process may have built it while we waited
        except IndexUnusable:
            return _rebuild(encoder, folder, progress, paths or policy_paths())


@contextmanager
def _one_builder(folder: Path) -> Iterator[None]:
    """One process builds at a time: two at once would sweep each other's unfinished work away."""
    with (folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _rebuild(encoder: Encoder, folder: Path, progress: Progress, paths: Mapping[CompanyId, Path]) -> Index:
    if not paths:
        raise IndexUnusable("there is no policy to index")
    entries: dict[str, Any] = {}
    for number, (company, path) in enumerate(paths.items(), 1):
        start = time.monotonic()
        key = _key(company, path, encoder)
        entry = _kept(folder, company, key)
        if entry is None:
            entry = _build_company(folder, company, path, key, encoder)
            seconds = time.monotonic() - start
            progress(f"index: {company} {entry['clauses']} clauses, {seconds:.1f} s ({number}/{len(paths)})")
        entries[company] = entry
    _write_manifest(folder, encoder, entries)
    _sweep(folder, entries)
    return load_index(encoder, folder, paths)


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexUnusable("there is no index yet") from None
    except (ValueError, OSError) as error:
        raise IndexUnusable(f"the index's manifest cannot be read: {type(error).__name__}") from error
    if not isinstance(manifest, dict):
        raise IndexUnusable("the index's manifest is not an object")
    return manifest


def _write_manifest(folder: Path, encoder: Encoder, entries: dict[str, Any]) -> None:
    manifest = {
        "format": FORMAT,
        "model": encoder.name,
        "dim": encoder.dim,
        "libraries": _library_versions(),
        "companies": entries,
    }
    handle, name = tempfile.mkstemp(dir=folder, prefix=".manifest-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, folder / _MANIFEST)


def _sweep(folder: Path, entries: dict[str, Any]) -> None:
    """Removes what the manifest no longer names, and what a killed build has left."""
    kept = {entry["folder"] for entry in entries.values()}
    for child in folder.iterdir():
        if child.is_dir() and child.name not in kept:
            shutil.rmtree(child, ignore_errors=True)


def _library_versions() -> dict[str, str]:
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "?"
    return versions


def _key(company: CompanyId, path: Path, encoder: Encoder) -> str:
    """The hash of everything that decides what a company's folder holds."""
    digest = hashlib.sha256()
    parts = [
        str(FORMAT),
        company,
        file_digest(path),
        encoder.name,
        read_for(encoder),
        json.dumps(_library_versions(), sort_keys=True),
    ]
    parts += [file_digest(Path(__file__).with_name(f"{name}.py")) for name in _CODE]
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()


def _kept(folder: Path, company: CompanyId, key: str) -> dict[str, Any] | None:
    """The manifest's entry for a company whose folder is whole and still right."""
    try:
        entry: dict[str, Any] = _read_manifest(folder)["companies"][company]
        if entry["key"] != key:
            return None
        _load_company(folder, company, entry)
    except (IndexUnusable, KeyError, TypeError):
        return None
    return entry


def passage_texts(policy: Policy) -> tuple[list[Clause], list[str], list[Sentence], list[str]]:
    """Clauses and sentences of a policy, each with the text that is embedded: its heading path in front."""
    found = clauses(policy)
    clause_texts: list[str] = []
    sentences: list[Sentence] = []
    sentence_texts: list[str] = []
    for number, clause in enumerate(found):
        clause_texts.append(f"{clause.section}\n{flowing(clause.text)}")
        for start, end in sentence_ranges(clause.text):
            sentences.append(Sentence(number, clause.start + start, clause.start + end))
            sentence_texts.append(f"{clause.section}\n{flowing(clause.text[start:end])}")
    return found, clause_texts, sentences, sentence_texts


def _build_company(
    folder: Path, company: CompanyId, path: Path, key: str, encoder: Encoder
) -> dict[str, Any]:
    policy = read_policy(path, company)
    found, clause_texts, sentences, sentence_texts = passage_texts(policy)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{company}-") as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        _write_vectors(made / "clauses.faiss", encoder.encode_passages(clause_texts), encoder.dim)
        _write_vectors(made / "sentences.faiss", encoder.encode_passages(sentence_texts), encoder.dim)
        parts = read_parts(found, encoder)
        np.save(made / "parts.npy", parts.vectors)
        for name in ("numbers", "scales", "tokens"):
            np.save(made / f"{name}.npy", getattr(parts, name))
        described = {
            "version": policy.version,
            "regions": [str(region) for region in policy.regions],
            "clauses": [asdict(clause) for clause in found],
            "sentences": [[s.clause, s.start, s.end] for s in sentences],
            "parts": [[p.clause, p.start, p.end, p.first, p.last] for p in parts.parts],
            "terms": [search_terms(text) for text in clause_texts],
        }
        (made / "clauses.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        (made / "policy.txt").write_bytes(path.read_bytes())
        name = f"{company}-{key[:16]}"
        target = folder / name
        if target.exists():  # left by a build that was killed before its manifest was written
            shutil.rmtree(target)
        made.rename(target)
    hashes = {file: file_digest(target / file) for file in _FILES}
    return {
        "folder": name,
        "key": key,
        "version": policy.version,
        "clauses": len(found),
        "sentences": len(sentences),
        "files": hashes,
    }


def _write_vectors(path: Path, vectors: FloatArray, dim: int) -> None:
    flat = faiss.IndexFlatIP(dim)
    flat.add(np.ascontiguousarray(vectors, dtype=np.float32))
    faiss.write_index(flat, str(path))


def _load_company(folder: Path, company: CompanyId, entry: dict[str, Any]) -> CompanyIndex:
    try:
        place = folder / str(entry["folder"])
        for file in _FILES:
            if file_digest(place / file) != entry["files"][file]:
                raise IndexUnusable(f"{company}: {file} of the index is damaged")
        described = json.loads((place / "clauses.json").read_text(encoding="utf-8"))
        text = (place / "policy.txt").read_bytes().decode("utf-8")
        if policy_version((place / "policy.txt").read_bytes()) != described["version"]:
            raise IndexUnusable(f"{company}: the index's copy of the policy is of another version")
        return CompanyIndex(
            company=company,
            version=described["version"],
            text=text,
            regions=tuple(Region(region) for region in described["regions"]),
            clauses=tuple(_clause(item) for item in described["clauses"]),
            sentences=tuple(Sentence(*item) for item in described["sentences"]),
            clause_vectors=faiss.read_index(str(place / "clauses.faiss")),
            sentence_vectors=faiss.read_index(str(place / "sentences.faiss")),
            words=word_index(described["terms"]),
            parts=Parts(
                tuple(Part(*item) for item in described["parts"]),
                np.load(place / "parts.npy"),
                np.load(place / "numbers.npy", mmap_mode="r"),
                np.load(place / "scales.npy", mmap_mode="r"),
                np.load(place / "tokens.npy", mmap_mode="r"),
            ),
        )
    except IndexUnusable:
        raise
    except (OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise IndexUnusable(f"{company}: the index cannot be read: {type(error).__name__}") from error


def _clause(item: dict[str, Any]) -> Clause:
    region = item.pop("region")
    return Clause(**item, region=Region(region) if region else None)


def word_index(terms: Sequence[Sequence[str]]) -> bm25s.BM25:
    """BM25 (Lucene's variant) over lists of terms. Built when loading: it takes milliseconds, and a stored
    one would bind the artefact to the library's format."""
    words = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
    words.index([list(item) or ["\0"] for item in terms], show_progress=False)
    return words
