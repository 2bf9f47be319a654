"""The documents keep up with the code: what can be set, called, stated, said or requested is named in them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from actions.choices import CHANGE_TARGETS, allowed_values
from desk.chat.said import SaidEffect
from desk.life import RequestStatus
from desk.model import Effect
from desk.requests.stages import Stage
from desk.roles import RIGHTS, Permission
from desk.statuses import FINAL, STATUSES, TRANSITIONS
from knowledge.facts.checking import checked_value
from knowledge.facts.keys import REQUIRED, SHAPES
from knowledge.facts.rules import RULES, squeeze
from knowledge.facts.schema import DeskFile, Quotation, RegionSheet, SilentFact, StatedFact, entry_from
from knowledge.facts.settings import OperatorSettings, Retention, TargetSettings, load_settings
from knowledge.vocabulary import CompanyId, Expects, Region, ReplyMethod, Requester, RequestType, Subject
from ops.layout import Layout
from ops.setup import all_steps
from tests.described_app import all_routes, described_app
from tests.unit.docs import pages

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PAGES = pages.PAGES
CODE = ("actions", "api", "benchmarks", "bot", "desk", "evaluation", "knowledge", "ops", "tests")


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def named(page: str) -> set[str]:
    """What stands in backticks on a page, one line each."""
    return set(re.findall(r"`([^`\n]+)`", text_of(page)))


def rows(page: str) -> Iterator[list[str]]:
    """The cells of every table row of a page."""
    return pages.rows(ROOT / page)


def missing(wanted: set[str], page: str) -> list[str]:
    return sorted(wanted - named(page))


# ---------------------------------------------------------------------- set-up


def test_every_step_of_the_set_up_is_described() -> None:
    steps = {step.name for step in all_steps(Layout.of(ROOT, {}), {}, browser=True, peers=True, docs=True)}
    assert missing(steps, "docs/operations.md") == []


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_every_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):.*## ", text_of("Makefile"), re.M))
    said = set(re.findall(r"(?:^|`)make ([a-z-]+)", text_of(page), re.M))
    assert {"run", "test", "eval", "bench"} <= said <= targets


# ---------------------------------------------------------------------- desk facts


def test_every_desk_fact_key_is_described_and_rightly_called_required() -> None:
    described: dict[str, bool] = {}
    for cells in rows("docs/reference/desk-yml.md"):
        for key, required in re.findall(r"`([a-z_.]+)`( \*\*R\*\*)?", cells[0]):
            described[key] = bool(required)
    assert described == {key: key in REQUIRED for key in SHAPES}


PARTS: dict[str, type[BaseModel]] = {
    "the file": DeskFile,
    "a stated fact": StatedFact,
    "a silence": SilentFact,
    "a quotation": Quotation,
    "a region": RegionSheet,
}


def test_every_key_of_an_entry_and_of_a_region_is_described_and_no_other() -> None:
    described: dict[str, set[str]] = {}
    for cells in rows("docs/reference/desk-yml.md"):
        if cells[0] in PARTS:
            described.setdefault(cells[0], set()).update(re.findall(r"`([a-z_]+)`", cells[1]))
    keys = {
        part: {field.alias or name for name, field in shape.model_fields.items()}
        for part, shape in PARTS.items()
    }
    assert described == keys


def test_every_rule_is_described() -> None:
    # `closed_on` and the others stand beside the keys that they derive.
    assert missing(set(RULES), "docs/reference/desk-yml.md") == []


def test_the_example_of_a_desk_file_would_be_accepted() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", text_of("docs/reference/desk-yml.md"), re.S)
    facts = yaml.safe_load(block)["facts"]
    entries = {key: entry_from(data) for key, data in facts.items()}
    stated = {key: entry for key, entry in entries.items() if isinstance(entry, StatedFact)}
    assert len(stated) >= 5
    for key, fact in stated.items():
        assert checked_value(CompanyId("acme"), key, fact), key
    quoted = squeeze("".join(quotation.text for fact in stated.values() for quotation in fact.quote))
    silent = [entry for entry in entries.values() if isinstance(entry, SilentFact)]
    assert silent
    for silence in silent:
        assert not [term for term in silence.not_stated if squeeze(term) in quoted]


def test_the_example_of_the_settings_is_accepted_and_holds_every_key(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", text_of("docs/adding-a-company.md"), re.S)
    (tmp_path / "settings.yml").write_text(block, encoding="utf-8")
    assert load_settings(tmp_path).retention.chat_days == 90
    data = yaml.safe_load(block)
    assert set(data) == set(OperatorSettings.model_fields)
    assert set(data["retention"]) == set(Retention.model_fields)
    assert set(data["targets"]) == set(TargetSettings.model_fields)


# ---------------------------------------------------------------------- dialogue


def test_every_intent_is_described_once_and_none_that_there_is_not() -> None:
    """In the table of intents: elsewhere on the page the same words are buttons, or what ends a form."""
    items = yaml.safe_load(text_of("bot/domain/intents.yml"))["intents"]
    table = text_of("docs/dialogue.md").partition("\n| intents | meaning |\n")[2].partition("\n\n")[0]
    described = [name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split(" | ")[0])]
    assert sorted(described) == sorted(next(iter(item)) for item in items)


def test_every_aspect_is_described() -> None:
    pipeline = yaml.safe_load(text_of("config.yml"))["pipeline"]
    aspects = {step["aspect"] for step in pipeline if "aspect" in step}
    assert aspects
    assert missing(aspects, "docs/dialogue.md") == []


def test_every_slot_of_the_form_and_every_stage_is_described() -> None:
    domain = yaml.safe_load(text_of("bot/domain/domain.yml"))
    wanted = {*domain["forms"]["request_form"]["required_slots"], *map(str, Stage)}
    assert missing(wanted, "docs/dialogue.md") == []


def test_every_choice_value_that_is_no_word_of_the_vocabulary_is_described() -> None:
    words = {str(word) for kind in (RequestType, Region, Requester, Subject, ReplyMethod) for word in kind}
    values = set(allowed_values(Expects.CONFIRM)) - words
    assert {"yes", "handoff", "ask_papers", *(f"change_{slot}" for slot in CHANGE_TARGETS)} <= values
    assert missing(values, "docs/dialogue.md") == []


def test_every_effect_is_described_emitted_and_carried_out() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").rglob("*.py"))
    effects: tuple[type[SaidEffect], ...] = get_args(SaidEffect)
    interpreted = text_of("api/turns/interpreting.py")
    for effect in effects:
        assert f".effect({effect.__name__}(" in sources, effect
        assert f"case {effect.__name__}()" in interpreted, effect
    names = {name for effect in effects for name in get_args(effect.__annotations__["effect"])}
    assert len(names) == len(effects)
    kinds = {kind.__name__ for kind in get_args(Effect)}
    assert missing(names | kinds, "docs/architecture.md") == []


# ---------------------------------------------------------------------- requests, HTTP


def test_every_status_is_described_with_where_it_goes() -> None:
    described: dict[RequestStatus, set[str]] = {}
    for cells in rows("docs/operations.md"):
        names = re.findall(r"`(\w+)`", cells[0])
        if names and set(names) <= set(STATUSES):
            onward = set(re.findall(r"`(\w+)`", cells[-1]))
            described |= {status: onward for status in STATUSES if status in names}
    assert set(described) == set(STATUSES)
    ends = {*FINAL, "partly_answered"}
    for status, onward in described.items():
        assert onward <= TRANSITIONS[status], status
        assert TRANSITIONS[status] - ends <= onward, status


def described_routes(part: str) -> list[str]:
    return re.findall(r"^\| `([A-Z]+ /[^`]*)` \|", part, re.M)


@pytest.mark.slow
def test_every_route_is_described_once_and_none_that_there_is_not() -> None:
    """In the first table what the OpenAPI document describes, in those of pages the rest."""
    paths = described_app().openapi()["paths"]
    in_document = {f"{method.upper()} {path}" for path, item in paths.items() for method in item}
    assert "GET /healthz" in in_document
    first, pages_and_more = text_of("docs/http.md").split("\n## Pages")
    assert sorted(described_routes(first)) == sorted(in_document)
    assert sorted(described_routes(pages_and_more)) == sorted(all_routes() - in_document)
    assert {"GET /", "POST /staff/requests/{receipt}/move", "GET /metrics"} <= set(
        described_routes(pages_and_more)
    )


def test_a_method_of_any_name_is_seen() -> None:
    assert described_routes("| `PUT /a/{b}` | x |\n| `OPTIONS /c` | y |\n") == ["PUT /a/{b}", "OPTIONS /c"]


ROLES_OF = {"/erase`": Permission.ERASURE, "staff/incidents": Permission.INCIDENT}


def test_the_roles_of_a_route_are_those_that_have_its_right() -> None:
    who = {cells[0]: cells[1] for cells in rows("docs/http.md") if len(cells) > 1}
    said = {route: re.findall(r"`([a-z_]+)`", text) for route, text in who.items() if "staff (" in text}
    assert len(said) == 4
    for route, roles in said.items():
        permission = next(right for part, right in ROLES_OF.items() if part in route)
        assert roles == [role for role, rights in RIGHTS.items() if permission in rights], route


# ---------------------------------------------------------------------- links


def slug(heading: str) -> str:
    """GitHub's anchor of a heading."""
    plain = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return plain.replace(" ", "-")


LINKS = [
    (page.relative_to(ROOT).as_posix(), target)
    for page in PAGES
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    if not re.match(r"[a-z]+:", target)
]


def leads_somewhere(page: str, target: str) -> bool:
    """Pictures only count where some have been taken (`make screenshots`)."""
    path, _, anchor = target.partition("#")
    place = (ROOT / page).parent / path if path else ROOT / page
    if place.parent == DOCS / "screenshots" and not list(place.parent.glob("*.png")):
        return True
    if not place.exists():
        return False
    headings = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), re.M) if anchor else []
    return not anchor or anchor in {slug(heading) for heading in headings}


def test_links_and_pictures_lead_somewhere() -> None:
    assert len(LINKS) > 300
    assert [f"{page}: {target}" for page, target in LINKS if not leads_somewhere(page, target)] == []


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("CONTRIBUTING.md#start", True),
        ("CONTRIBUTING.md#stairs", False),
        ("CONTRIBUTED.md", False),
        ("#nowhere", False),
    ],
)
def test_a_link_that_leads_nowhere_is_found(target: str, leads: bool) -> None:
    assert leads_somewhere("README.md", target) is leads


def test_the_pictures_are_those_that_the_script_takes() -> None:
    taken = set(re.findall(r'pictures / "([\w-]+\.png)"', text_of("docs/screenshots/take.py")))
    shown = {Path(target).name for _, target in LINKS if target.endswith(".png")}
    assert shown
    assert shown == taken, "one that is on no page is taken for nobody"


@pytest.mark.slow
def test_code_refers_to_documents_that_exist() -> None:
    files = [path for part in CODE for path in (ROOT / part).rglob("*") if path.suffix in {".py", ".yml"}]
    said = {
        name for path in files for name in re.findall(r"\bdocs/[\w/-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert said
    assert sorted(name for name in said if not (ROOT / name).exists()) == []


@pytest.mark.parametrize(
    "page", [path for path in PAGES if path.name != "contract.md"], ids=lambda path: path.name
)
def test_documents_refer_to_files_that_exist(page: Path) -> None:
    said = re.findall(
        rf"`((?:{'|'.join(CODE)}|docs|requirements)/[\w./-]+\.\w+)`", page.read_text(encoding="utf-8")
    )
    assert sorted(name for name in said if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_readmes_say_whose_desk_it_is_not_and_have_a_place_for_figures(page: str) -> None:
    text = text_of(page)
    assert "実在各社の窓口ではありません" in text
    assert text.count("<!-- figures:begin -->") == text.count("<!-- figures:end -->") == 1
    assert text.index("<!-- figures:begin -->") < text.index("<!-- figures:end -->")


def test_both_readmes_have_the_same_sections() -> None:
    def shape(page: str) -> list[int]:
        return [len(marks) for marks in re.findall(r"^(#+) ", text_of(page), re.M)]

    assert shape("README.md") == shape("README.en.md")
