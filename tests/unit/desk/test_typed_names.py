"""What is named like an id or a word of the vocabulary is one: no public function, and no class that carries data, takes
a bare `str` under such a name (docs/decisions/0092).

Text that has not been looked up yet goes by another name (`named`, `word`, `typed`): whoever reads a signature sees
which of the two it is, and the type checker holds them to it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("desk", "api", "actions")
TYPES = {
    "company": "CompanyId",
    "company_id": "CompanyId",
    "companies": "CompanyId",
    "receipt": "Receipt",
    "receipts": "Receipt",
    "conversation": "ConversationId",
    "conversation_id": "ConversationId",
    "conversations": "ConversationId",
    "region": "Region",
    "regions": "Region",
    "locale": "Locale or FullLocale",
    "lang": "Locale or FullLocale",
    "language": "Locale or FullLocale",
    "request_type": "RequestType or AskedFor",
    "requester": "Requester",
    "reply_method": "ReplyMethod",
    "status": "RequestStatus",
    "statuses": "RequestStatus",
}
"""Which name promises which type; also behind an underscore (`maybe_receipt`)."""

_SENT = "what a client sends: the route looks it up, and answers 422 or 404 where there is none"
EXCEPTED = {
    "api/context.py: get_receipt(receipt)": "the name stands in the paths; it makes the receipt",
    "api/schemas.py: OpenConversation(company)": _SENT,
    "api/schemas.py: DocumentsQuery(receipt)": _SENT,
    "api/schemas.py: StatusQuery(receipt)": _SENT,
    "api/schemas.py: LookupIn(company)": _SENT,
    "api/staff/incidents.py: NewIncidentIn(company)": _SENT,
    "api/staff/schemas/requests.py: RequestPatch(status)": _SENT,
    "api/staff/schemas/requests.py: RequestPatch(reply_method)": _SENT,
    "api/staff/schemas/requests.py: StaffEntry(company)": _SENT,
}
"""What may hold any text under such a name, and why."""


def holds_text(annotation: ast.expr | None) -> bool:
    """Whether a plain `str` may stand there: itself, one of several, or in a collection; of a mapping its keys count."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    match annotation:
        case ast.Name(id="str"):
            return True
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return holds_text(left) or holds_text(right)
        case ast.Subscript(value=ast.Name(id="Literal" | "ColumnElement")):
            return False
        case ast.Subscript(slice=ast.Tuple(elts=[first, *rest]), value=of):
            only_first = isinstance(of, ast.Name) and of.id in ("dict", "Mapping", "Annotated")
            return holds_text(first) or (not only_first and any(map(holds_text, rest)))
        case ast.Subscript(slice=inside):
            return holds_text(inside)
    return False


def promised(name: str) -> str | None:
    """The type that a name promises."""
    return next((of for word, of in TYPES.items() if name == word or name.endswith(f"_{word}")), None)


def takes_what_comes_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A route or a command: what it is given is text from outside, and looking it up is its first work."""
    called = (one.func for one in function.decorator_list if isinstance(one, ast.Call))
    return any(isinstance(one, ast.Attribute) for one in called)


def named_in(tree: ast.Module) -> Iterator[tuple[str, str, ast.expr | None]]:
    """What is public in a module and has a name: where it stands, its name, what it is declared as."""

    def of(body: list[ast.stmt], place: str) -> Iterator[tuple[str, str, ast.expr | None]]:
        for node in body:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    hidden = node.name.startswith("_") and node.name != "__init__"
                    if hidden or takes_what_comes_in(node):
                        continue
                    given = node.args
                    for one in (*given.posonlyargs, *given.args, *given.kwonlyargs):
                        yield f"{place}{node.name}", one.arg, one.annotation
                case ast.ClassDef(name=name) if not name.startswith("_"):
                    yield from of(node.body, f"{place}{name}.")
                case ast.AnnAssign(target=ast.Name(id=name)) if place:
                    yield place.removesuffix("."), name, node.annotation

    yield from of(tree.body, "")


_PERHAPS = re.compile(rf"(?:{'|'.join(TYPES)})\s*:\s*[^\n,)=\[]*(?:\bstr\b|\[[^\n]*\bstr\b|[\[(]\n)")
"""A name of these, then `str`: alone, between brackets on the line, or perhaps on the lines that follow."""


def bare(source: str) -> list[str]:
    """Each name of a module that promises a type and takes any text, as `where(name)`."""
    if not _PERHAPS.search(source):
        return []  # as most files: they need not be parsed
    found = named_in(ast.parse(source))
    return [f"{place}({name})" for place, name, declared in found if promised(name) and holds_text(declared)]


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (one for one in sorted((ROOT / package).rglob("*.py")) if "migrations" not in one.parts)


# ---------------------------------------------------------------------- what the desk promises


def test_what_is_named_like_an_id_or_a_word_is_one() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {one}"
        for path in sources()
        for one in bare(path.read_text(encoding="utf-8"))
    }
    assert found - EXCEPTED.keys() == set(), (
        "give it its type, or call it `named` until it has been looked up"
    )
    assert EXCEPTED.keys() - found == set(), "excepted, and not there any more"


TAKES_ANY_TEXT = """
from dataclasses import dataclass
from typing import Annotated

def list_of(companies: list[str] | None = None, *, region: str | None = None) -> None: ...

async def told(by: Region, message_locale: "str | None", kept: Annotated[str, "here"]) -> None: ...

@dataclass(frozen=True)
class Found:
    receipt: str
    maybe_receipt: Receipt | None
    conversations: tuple[str, ...] = ()

    def __init__(self, lang: str = "ja") -> None: ...
    def by_region(self, regions: Mapping[str, int]) -> None: ...

class Body(BaseModel):
    status: Annotated[str, Field(max_length=8)]
"""


def test_a_name_that_takes_any_text_is_found_wherever_it_stands() -> None:
    assert bare(TAKES_ANY_TEXT) == [
        "list_of(companies)", "list_of(region)", "told(message_locale)", "Found(receipt)", "Found(conversations)",
        "Found.__init__(lang)", "Found.by_region(regions)", "Body(status)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "def list_of(companies: Collection[CompanyId] | None = None, by: str = '') -> str: ...",
        "def called(named: str, company_name: str, region_word: str) -> str: ...",
        "def shown(locale: Locale, lang: Literal['ja', 'en']) -> str: ...",
        "def urgent(conversation_id: ColumnElement[str]) -> bool: ...",
        "def names(companies: Mapping[CompanyId, str]) -> str: ...",
        "@router.get('/x')\nasync def show(company: str = '') -> str: ...",
        "def _taken_apart(receipt: str) -> str: ...",
        "class _Private:\n    receipt: str",
        "receipt: str = ''",
    ],
)
def test_what_has_its_type_another_name_or_is_looked_up_at_once_is_let_be(source: str) -> None:
    assert bare(source) == []
