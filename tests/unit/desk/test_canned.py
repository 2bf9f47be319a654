"""Canned replies: what may be kept, who may read and write them, and that one company's are no other's."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from desk.errors import ChangeInvalid, Forbidden
from desk.handover.canned import LONGEST_TEXT, LONGEST_TITLE, PLACEHOLDERS, CannedReplies, check
from desk.handover.errors import CannedUnknown
from desk.roles import Role, StaffMember
from desk.storage.live_tables import canned_replies
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")


def staff(role: Role = "lead", *companies: CompanyId) -> StaffMember:
    return StaffMember("s", role, f"担当{role}", frozenset(companies) or None, role)


class World:
    def __init__(self) -> None:
        self.tx = transaction(canned_replies)
        context = SimpleNamespace(db=SmallDatabase(self.tx), keys=Sealing())
        self.replies = CannedReplies(cast("Any", context))

    def titles(self, company: CompanyId = OCS, locale: Any = None) -> list[str]:
        return [one.title for one in self.replies.list(company, staff(), locale)]

    def recorded(self) -> list[str]:
        return [entry.action for entry in self.tx.entries]


@pytest.fixture
def world() -> World:
    return World()


def test_a_title_and_a_text_of_the_greatest_length_are_kept_and_a_character_more_is_not() -> None:
    assert check("ja", "題" * LONGEST_TITLE, "文" * LONGEST_TEXT) == ("ja", "題" * 60, "文" * 2000)
    assert check("en", " a ", "\nb ") == ("en", "a", "b"), "blanks around them do not count"
    for title, text, field in (
        ("題" * (LONGEST_TITLE + 1), "文", "title"),
        ("", "文", "title"),
        ("一行\n二行", "文", "title"),
        ("題", "文" * (LONGEST_TEXT + 1), "text"),
        ("題", " \n", "text"),
    ):
        with pytest.raises(ChangeInvalid) as refused:
            check("ja", title, text)
        assert refused.value.field == field


def test_a_language_that_the_desk_does_not_speak_is_refused_with_those_it_does() -> None:
    with pytest.raises(ChangeInvalid, match="locale: one of ja, en, zh"):
        check("fr", "t", "x")


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_placeholder_of_the_list_is_kept(name: str) -> None:
    assert check("ja", "題", f"{{{name}}}です")[2] == f"{{{name}}}です"


def test_replies_are_listed_for_their_company_by_language_and_title(world: World) -> None:
    for company, locale, title in ((OCS, "ja", "い"), (OCS, "en", "b"), (OCS, "ja", "あ"), (ONI, "ja", "う")):
        world.replies.add(company, locale, title, "文", staff())
    assert world.titles() == ["b", "あ", "い"]
    assert world.titles(locale="ja") == ["あ", "い"]
    assert world.titles(ONI) == ["う"]


def test_a_reply_is_changed_under_its_own_company_alone(world: World) -> None:
    one = world.replies.add(OCS, "ja", "前", "前の文", staff())
    other = world.replies.add(OCS, "ja", "別", "別の文", staff())
    for company, reply in ((ONI, one.id), (OCS, "q-nothing")):
        with pytest.raises(CannedUnknown):
            world.replies.change(company, reply, "ja", "後", "後の文", staff())
    assert world.titles() == ["別", "前"] or world.titles() == ["前", "別"]
    world.replies.change(OCS, one.id, "en", " after ", "x", staff("admin"))
    kept = {reply.id: reply for reply in world.replies.list(OCS, staff())}
    assert (kept[one.id].locale, kept[one.id].title, kept[one.id].text) == ("en", "after", "x")
    assert (kept[one.id].by, kept[one.id].at) == ("担当admin", START)
    assert kept[other.id].title == "別"
    assert world.recorded() == ["canned.add", "canned.add", "canned.change"]


def test_a_reply_is_taken_away_from_its_own_company_alone_and_what_is_not_there_is_no_error(
    world: World,
) -> None:
    one = world.replies.add(OCS, "ja", "一", "文", staff())
    world.replies.add(OCS, "ja", "二", "文", staff())
    world.replies.remove(ONI, one.id, staff())
    world.replies.remove(OCS, "q-nothing", staff())
    assert len(world.titles()) == 2 and world.recorded() == ["canned.add", "canned.add"]
    world.replies.remove(OCS, one.id, staff())
    assert world.titles() == ["二"] and world.recorded()[2:] == ["canned.remove"]


def test_who_answers_reads_them_and_who_leads_writes_them_each_for_their_companies(world: World) -> None:
    one = world.replies.add(OCS, "ja", "題", "文", staff())
    assert world.replies.list(OCS, staff("desk"))
    for reader in (staff("look_up"), staff("desk", ONI)):
        with pytest.raises(Forbidden):
            world.replies.list(OCS, reader)
    for writer in (staff("desk"), staff("lead", ONI)):
        for act in (
            lambda by: world.replies.add(OCS, "ja", "題", "文", by),
            lambda by: world.replies.change(OCS, one.id, "ja", "題", "別", by),
            lambda by: world.replies.remove(OCS, one.id, by),
        ):
            with pytest.raises(Forbidden):
                act(writer)
    assert [reply.text for reply in world.replies.list(OCS, staff())] == ["文"]
