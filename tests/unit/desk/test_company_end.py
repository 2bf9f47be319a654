"""The end of a contract: the company gets all that is its own, the desk keeps none of it, and says so."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import insert, update

from desk.audited import Audited
from desk.calendar.specialdays import _place
from desk.handover.canned import CannedReplies
from desk.handover.notes import Notes
from desk.ids import ConversationId
from desk.incidents.incidents import Incidents
from desk.incidents.model import Draft
from desk.requests.receipts import Receipt
from desk.roles import StaffMember
from desk.storage.board_tables import turn_facts
from desk.storage.customer_tables import paper_questions, ratings
from desk.storage.live_tables import canned_replies, special_days
from desk.storage.tables import contacts, conversations, data_keys, request_history, requests
from desk.upkeep.company_end import CompanyEnd, check_export
from desk.upkeep.erasure import Erasures
from desk.upkeep.errors import CompanyUnknown, ExportProblem
from desk.upkeep.ledger import Ledger
from desk.vaulting.errors import CompanyEnded
from desk.vaulting.signing import public_key
from desk.vaulting.vault import Vault
from knowledge.vocabulary import CompanyId
from tests.unit.desk.channels.channels_world import OCS, ONI, ChannelsWorld
from tests.unit.desk.small_store import START, request_row

LEAD = StaffMember("s1", "ren", "担当A", None, "lead")
SECOND = timedelta(seconds=1)
R1, R2, R3 = Receipt("MDG-AAAA-AAAA-A"), Receipt("MDG-BBBB-BBBB-B"), Receipt("MDG-CCCC-CCCC-C")
TARO = {"name": "山田 太郎", "address": "東京都"}


class World(ChannelsWorld):
    """OCS has a chat in which somebody wrote and asked for disclosure, a second request, and words of its own; oni has
    a request."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.book = Ledger(folder / "records", self.keys)
        self.companies = CompanyEnd(
            self.context, Erasures(self.context, self.book, cast("Any", None)), self.book
        )
        self.file = folder / "ocs.zip"

    def _somebody(self) -> None:
        super()._somebody()
        self.conversation("c2", ONI)
        self.asked(R1, "ocs", conversation_id="c1")
        self.asked(R2, "ocs", status="answered")
        self.asked(R3, "oni", conversation_id="c2")
        self.say("hello")
        self.contact("p1")
        self.do(
            insert(request_history).values(receipt=R1, what="status", status="received", at=START, by="x")
        )

    def asked(self, receipt: Receipt, company: Any, **more: Any) -> None:
        with self.db.write() as tx:
            tx.conn.execute(
                insert(requests).values(request_row(receipt, company, code_mac=b"secret", **more))
            )
            Vault(self.context).put(tx, receipt, company, TARO)

    def contact(self, name: str) -> None:
        with self.db.write() as tx:
            row = {"id": name, "conversation_id": "c1", "company": "ocs", "created_at": tx.now}
            tx.conn.execute(insert(contacts).values(row))
            Vault(self.context).put(tx, name, OCS, {"phone": "086-1"})

    def turn(self, name: str, after: timedelta) -> None:
        facts = {"conversation_id": "c1", "inbound_id": name, "company": "ocs", "locale": "ja"}
        times = {"received_at": START + after, "answered_at": START + after}
        self.do(
            insert(turn_facts).values(facts | times | {"kind": "answer", "handoff": False, "failed": False})
        )

    def special_day(self, reason_enc: bytes = b"") -> None:
        row = {"company": "ocs", "day": START.date(), "opens": [], "by": "x", "at": START}
        self.do(insert(special_days).values(row | {"reason_enc": reason_enc}))

    def note(self) -> None:
        Notes(self.context).add(ConversationId("c1"), LEAD, "電話あり")

    def canned(self, company: CompanyId = OCS) -> None:
        CannedReplies(self.context).add(company, "ja", "題", "文", LEAD)

    def fingerprint(self) -> object:
        with self.db.read() as conn:
            return self.companies._fingerprint(conn, OCS)

    def exported(self, name: str) -> list[dict[str, Any]]:
        with zipfile.ZipFile(self.file) as archive:
            return [json.loads(line) for line in archive.read(f"{name}.jsonl").splitlines()]

    def of(self, table: Any) -> set[str]:
        return {row.company for row in self.rows(table)}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.engine.dispose()


# ---------------------------------------------------------------------- what the company is given


def test_a_company_is_given_its_requests_with_what_customers_entered_and_none_of_another(
    world: World,
) -> None:
    counts = world.companies.export("ocs", world.file, "operator")
    first, second = world.exported("requests")
    assert (first["receipt"], second["receipt"]) == (R1, R2)
    assert first["customer"] == second["customer"] == TARO
    assert [(step["status"], step["by"]) for step in first["history"]] == [("received", "x")]
    assert (first["rating"], first["questions"], first["decision"]) == (None, [], None)
    assert not {"code_mac", "decision_enc", "n", "form_id", "entry_id", "allowed"} & first.keys()
    assert (counts["requests"], counts["conversations"], counts["contacts"]) == (2, 1, 1)
    assert world.exported("contacts")[0]["values"] == {"phone": "086-1"}
    assert "oni" not in json.dumps([world.exported(name) for name in counts])


def test_a_chat_is_given_with_its_messages_notes_and_what_each_was_about_in_their_order(world: World) -> None:
    world.turn("later", 2 * SECOND)
    world.turn("sooner", SECOND)
    world.note()
    world.companies.export("ocs", world.file, "operator")
    (chat,) = world.exported("conversations")
    assert (chat["id"], chat["channel"], chat["owner"], chat["locale"]) == ("c1", "line", "bot", "ja")
    assert [(one["from"], one["text"]) for one in chat["messages"]] == [("bot", "こんにちは")]
    assert [one["text"] for one in chat["notes"]] == ["電話あり"]
    assert [one["inbound_id"] for one in chat["turns"]] == ["sooner", "later"]


def test_of_the_record_of_who_did_what_a_company_is_given_what_is_about_it(world: World) -> None:
    with world.db.write() as tx:
        for subject in (R1, "c1", "p1", "ocs", R3, "c2", "oni", "installation"):
            tx.audit("hanako", Audited.VAULT_READ, subject)
    world.companies.export("ocs", world.file, "operator")
    told = {entry["subject"] for entry in world.exported("audit")}
    assert {R1, "c1", "p1", "ocs"} <= told and not {R3, "c2", "oni", "installation"} & told


def test_what_the_company_says_to_everybody_and_its_days_are_given_too(world: World) -> None:
    world.canned()
    with world.db.write() as tx:
        sealed = world.keys.of(tx.conn, OCS).seal("休み".encode(), _place(OCS, START.date()))
    world.special_day(reason_enc=sealed)
    Incidents(world.context).announce(
        Draft(OCS, date(2026, 11, 20), {"ja": "題"}, {"ja": "事故"}, "聞くこと"), "operator"
    )
    counts = world.companies.export("ocs", world.file, "operator")
    assert world.exported("canned_replies")[0]["text"] == "文"
    assert world.exported("special_days")[0]["reason"] == "休み"
    assert world.exported("incidents")[0]["text"] == {"ja": "事故"}
    assert (counts["canned_replies"], counts["special_days"], counts["incidents"]) == (1, 1, 1)


def test_an_export_is_its_owners_alone_is_signed_and_is_recorded_with_every_reading(world: World) -> None:
    world.companies.export("ocs", world.file, "operator")
    assert world.file.stat().st_mode & 0o777 == 0o600
    manifest = check_export(world.file)
    assert (manifest["company"], manifest["at"]) == ("ocs", START.isoformat())
    assert manifest["public_key"] == public_key(world.anchors.signer)
    recorded = world.recorded
    assert [(who, what, of) for who, what, of, _ in recorded][-1] == ("operator", "company.export", "ocs")
    assert "requests=2" in recorded[-1][3] and "requests.jsonl" not in recorded[-1][3]
    assert {of for _, _, of, more in recorded if more.startswith("why=export")} == {R1, R2, "p1"}
    assert [path.name for path in world.file.parent.iterdir() if path.suffix in (".zip", ".tmp")] == [
        "ocs.zip"
    ]


def test_a_file_that_is_there_is_not_overwritten_and_nothing_ends(world: World) -> None:
    world.file.write_text("mine")
    with pytest.raises(ExportProblem, match="there already"):
        world.companies.end("ocs", "operator", world.file)
    assert world.file.read_text() == "mine" and "ocs" in world.of(conversations)


def test_where_the_file_cannot_be_written_nothing_ends_and_nothing_is_left_behind(world: World) -> None:
    with pytest.raises(ExportProblem, match="could not be written"):
        world.companies.end("ocs", "operator", world.file.parent / "nowhere" / "ocs.zip")
    assert "ocs" in world.of(requests)


@pytest.mark.parametrize("name", ["requests.jsonl", "conversations.jsonl", "manifest.json"])
def test_an_export_that_has_lost_something_on_its_way_is_known(world: World, name: str) -> None:
    world.companies.export("ocs", world.file, "operator")
    with zipfile.ZipFile(world.file) as archive:
        held = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(world.file, "w") as archive:
        for one in held.keys() - {name}:
            archive.writestr(one, held[one])
    with pytest.raises(ExportProblem, match="cannot be read again"):
        check_export(world.file)


def altered(world: World, **files: Callable[[bytes], bytes]) -> str:
    """What is said of an export of which these files are others."""
    with zipfile.ZipFile(world.file) as archive:
        held = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(world.file, "w") as archive:
        for one, data in held.items():
            archive.writestr(one, files.get(one.partition(".")[0], lambda same: same)(data))
    with pytest.raises(ExportProblem) as said:
        check_export(world.file)
    return str(said.value)


@pytest.mark.parametrize(
    "change", [lambda data: data.replace(b"r", b"R", 1), lambda data: data[:-1], lambda data: data + b"\n"]
)
def test_an_export_that_was_changed_is_known(world: World, change: Callable[[bytes], bytes]) -> None:
    world.companies.export("ocs", world.file, "operator")
    assert altered(world, requests=change) == "requests.jsonl in the export is not as it was written."


def test_an_export_that_says_another_number_of_lines_than_it_has_is_known(world: World) -> None:
    world.companies.export("ocs", world.file, "operator")
    said = altered(world, manifest=lambda data: data.replace(b'"lines":2', b'"lines":3', 1))
    assert said == "requests.jsonl in the export is not as it was written."


# ---------------------------------------------------------------------- the end


def test_nothing_of_the_company_is_left_and_all_of_the_others(world: World) -> None:
    certificate = world.companies.end("ocs", "operator", world.file)
    assert world.of(conversations) == world.of(requests) == {"oni"}
    assert world.of(contacts) == set()
    assert Vault(world.context).read(cast("Any", world.db.write()).__enter__(), R3, "x", "case") == TARO
    assert (certificate.kind, certificate.company, certificate.by) == ("company", "ocs", "operator")
    assert certificate.receipts == (R1, R2) and certificate.at == START.isoformat()
    assert certificate.conversations == certificate.trackers == certificate.destroyed["conversations"] == 1
    assert certificate.destroyed["keys"] == 1 and certificate.verified
    assert [(one.what, one.why) for one in certificate.kept] == [
        ("audit", "accountability"),
        ("ledger", "replay"),
        ("backups", "replay"),
    ]


def test_afterwards_nothing_can_be_kept_for_it_and_the_ledger_repeats_it_after_a_restore(
    world: World,
) -> None:
    certificate = world.companies.end("ocs", "operator", None)
    assert not world.file.exists()
    (erased,) = [one for one, _ in world.book.lines().values()]
    assert (erased.id, erased.kind, erased.company) == (certificate.id, "company", "ocs")
    assert erased.at == certificate.at
    assert {row.company for row in world.rows(data_keys) if row.sealed is not None} == {"oni"}
    with pytest.raises(CompanyEnded):
        world.conversation("c3")


@pytest.mark.parametrize("named", ["nobody", "", "OCS"])
def test_a_company_of_which_there_is_nothing_does_not_end(world: World, named: str) -> None:
    with pytest.raises(CompanyUnknown):
        world.companies.end(named, "operator", world.file)
    assert not world.file.exists() and world.of(conversations) == {"ocs", "oni"}


def test_a_company_that_has_keys_and_no_chat_any_more_can_end(world: World) -> None:
    with world.db.write() as tx:
        world.keys.of(tx.conn, cast("Any", "opt"))
    assert world.companies.end("opt", "operator", world.file).destroyed == {"keys": 1}
    assert world.exported("conversations") == world.exported("requests") == []


def _updated(table: Any) -> Callable[[World], None]:
    return lambda world: world.do(
        update(table).where(table.c.company == "ocs").values(updated_at=world.clock.now)
    )


def _row(table: Any, **values: Any) -> Callable[[World], None]:
    return lambda world: world.do(insert(table).values(values))


ASKED = {"id": "q", "receipt": R2, "asked_on": START.date(), "asked_at": START}
CHANGES: dict[str, Callable[[World], None]] = {
    "a chat goes on": _updated(conversations),
    "a request moves": _updated(requests),
    "a chat begins": lambda world: world.conversation("c9"),
    "somebody leaves a number": lambda world: world.contact("p2"),
    "staff writes a note": World.note,
    "a reply is written": World.canned,
    "a day is closed": World.special_day,
    "a paper is asked about": _row(paper_questions, **ASKED),
    "a customer rates": _row(ratings, receipt=R2, stars=5, at=START, changed_at=START),
}  # fmt: skip


def interrupted(world: World, change: Callable[[World], None], times: int) -> list[int]:
    """`change` happens behind the export, so often; gives how many exports there have been."""
    real, exports = world.companies.export, [0]

    def export(named: str, path: Path, by: str) -> dict[str, int]:
        counts = real(named, path, by)
        exports[0] += 1
        world.clock.forward(SECOND)
        if exports[0] <= times:
            change(world)
        return counts

    world.companies.export = export  # type: ignore[method-assign]
    return exports


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_since_the_export_is_noticed(world: World, change: Callable[[World], None]) -> None:
    before = world.fingerprint()
    assert world.fingerprint() == before
    world.clock.forward(SECOND)
    change(world)
    assert world.fingerprint() != before


def _late(world: World) -> None:
    world.say("late")


def test_what_changes_between_export_and_end_is_exported_too(world: World) -> None:
    exports = interrupted(world, _late, 1)
    world.companies.end("ocs", "operator", world.file)
    assert exports == [2] and world.of(requests) == {"oni"}
    assert len(world.exported("conversations")[0]["messages"]) == 2


def test_an_answer_about_a_paper_and_another_number_of_stars_are_changes_as_well(world: World) -> None:
    _row(paper_questions, **ASKED)(world)
    _row(ratings, receipt=R1, stars=5, at=START, changed_at=START)(world)
    for change in (
        update(paper_questions).values(answer="passport", answered_at=START + SECOND),
        update(ratings).values(stars=1, changed_at=START + SECOND),
    ):
        before = world.fingerprint()
        world.do(change)
        assert world.fingerprint() != before


def test_another_companys_customers_do_not_hold_the_end_up(world: World) -> None:
    before = world.fingerprint()
    world.clock.forward(SECOND)
    world.conversation("c9", ONI)
    _row(paper_questions, **ASKED | {"receipt": R3})(world)
    world.do(update(requests).where(requests.c.company == "oni").values(updated_at=world.clock.now))
    assert world.fingerprint() == before


def test_a_desk_that_is_still_used_does_not_end_and_its_export_does_not_stay(world: World) -> None:
    exports = interrupted(world, CHANGES["a chat goes on"], 9)
    with pytest.raises(ExportProblem, match="close its desk first"):
        world.companies.end("ocs", "operator", world.file)
    assert exports == [3] and not world.file.exists()
    assert world.of(requests) == {"ocs", "oni"} and world.book.lines() == {}


def test_a_companys_words_and_days_go_and_those_of_others_stay(world: World) -> None:
    for company in (OCS, ONI):
        world.canned(company)
    world.special_day()
    world.companies.end("ocs", "operator", None)
    assert world.of(canned_replies) == {"oni"} and world.of(special_days) == set()
