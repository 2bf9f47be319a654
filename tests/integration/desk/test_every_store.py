"""What the desk's live side, the board, the status page, the channels and Slack keep of a person: sealed, rotated,
exported, and destroyed with the rest."""

import json
import zipfile
from datetime import date
from pathlib import Path

from sqlalchemy import func, insert, select

from desk.bootstrap import Desk
from desk.channels.outbox import NewItem
from desk.incidents.model import Draft
from desk.model import StaffMember
from desk.requests.paper_questions import PaperQuestions
from desk.requests.satisfaction import Satisfactions
from desk.slack.posts import NewPost, SlackPosts
from desk.storage import board_tables as bt
from desk.storage import channel_tables as ch
from desk.storage import customer_tables as c
from desk.storage import live_tables as live
from desk.storage import slack_tables as sl
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.texts import MaskedText
from desk.upkeep.personal import NOT_PERSONAL
from desk.vaulting.crypto import HEAD
from desk.vaulting.rotation import ALL_SEALED
from knowledge.vocabulary import CompanyId
from tests.integration.desk.planting import Planted
from tests.integration.desk.support import stored

SAID = {
    "note": "STAFFNOTEWORD 植村さまはお急ぎ", "answer": "PAPERWORD 住民票が届きました", "comment": "COMMENTWORD 早かった",
    "person": "USERIDWORD", "event": "EVENTWORD", "payload": "PAYLOADWORD", "notice": "NOTICETEXT", "canned": "CANNEDTEXT",
    "reason": "REASONTEXT",
}  # fmt: skip
PERSONS = ("note", "answer", "comment", "person", "event", "payload")
MAC = b"m" * 32


class Lived:
    """A `Planted` person with something in every later store as well; gives the sealed bytes."""

    def __init__(self, desk: Desk, staff: StaffMember, company: str = "oni") -> None:
        self.planted = Planted(desk, staff, company)
        self.receipt, self.chat = self.planted.receipt, self.planted.conversation
        boss = desk.staff.add(f"boss-{company}", "correct horse", "長", [CompanyId(company)], "lead")
        notice = {"ja": SAID["notice"]}
        incident = desk.incidents.announce(
            Draft(CompanyId(company), date(2026, 11, 19), notice, notice, "台本"), boss
        )
        self.incident = incident.id
        desk.live.canned.add(CompanyId(company), "ja", "題", SAID["canned"], boss)
        desk.live.special_days.put(CompanyId(company), date(2026, 12, 29), (), SAID["reason"], boss)
        slack = SlackPosts(desk.context)
        with desk.database.write() as tx:
            desk.live.notes.add_in(tx, self.chat, CompanyId(company), boss, SAID["note"])
            row = tx.conn.execute(select(t.requests).where(t.requests.c.receipt == self.receipt)).one()
            Satisfactions(desk.context).rate_in(tx, row, 5, MaskedText(SAID["comment"]))
            self._ask(desk, tx, company)
            conversation = tx.conn.execute(select(t.conversations).where(t.conversations.c.id == self.chat))
            said = (desk.incidents.message(incident, "incident.answer", "ja"),)
            desk.incidents.show_in(tx, conversation.one(), said)
            desk.incidents.link_in(tx, self.receipt, self.incident, "x")
            self._channel(desk, tx, company)
            self._slack(tx, company)
        slack.begin(NewPost(f"k:{company}", "C1", "call", self.chat, "th"))
        with desk.database.read() as conn:
            values = [v for one in ALL_SEALED for v in conn.execute(select(one.column)).scalars() if v]
        self.sealed = [value[9:] for value in values]

    def _ask(self, desk: Desk, tx: Tx, company: str) -> None:
        key = desk.context.keys.of(tx.conn, CompanyId(company))
        sealed = key.seal(SAID["answer"].encode(), f"paper_questions.answer_enc:q-{company}")
        values = {
            "id": f"q-{company}",
            "receipt": self.receipt,
            "asked_on": date(2026, 11, 19),
            "asked_at": tx.now,
        }
        answered = {"answer": "arrived", "answer_enc": sealed, "answered_by": "長", "answered_at": tx.now}
        tx.conn.execute(insert(c.paper_questions).values(**values, **answered))

    def _channel(self, desk: Desk, tx: Tx, company: str) -> None:
        key, mac = desk.context.keys.of(tx.conn, CompanyId(company)), company.encode().ljust(32)
        sealed = key.seal(SAID["person"].encode(), f"channel_people.person_enc:{self.chat}")
        person = {"conversation_id": self.chat, "person_mac": mac, "current_mac": mac, "person_enc": sealed}
        where = {"channel": "line", "account": company, "company": company}
        tx.conn.execute(
            insert(ch.channel_people).values(**where, **person, reachable_at=tx.now, created_at=tx.now)
        )
        for number, thread in enumerate((mac, MAC)):  # the second: somebody who has no conversation yet
            name = f"i-{company}-{number}"
            content = key.seal_json({"text": SAID["event"]}, f"channel_events.content_enc:{name}")
            tx.conn.execute(
                insert(ch.channel_events).values(
                    id=name, event_id=name, kind="text", thread_mac=thread, content_enc=content, state="accepted",
                    at=tx.now, occurred_at=tx.now, received_at=tx.now, **where,
                )
            )  # fmt: skip
        for chat in (self.chat, None):
            item = NewItem(
                f"k:{company}:{chat}", "line", company, CompanyId(company), "t", "message", chat,
                payload={"text": SAID["payload"]},
            )  # fmt: skip
            desk.channels.outbox.put(tx, item)
        tx.conn.execute(
            insert(ch.channel_usage).values(channel="line", account=company, month="2026-11", pushes=1)
        )

    def _slack(self, tx: Tx, company: str) -> None:
        thread = {"id": f"th-{company}", "conversation_id": self.chat, "company": company, "channel": "C1"}
        tx.conn.execute(insert(sl.slack_threads).values(**thread, state="bot", revision=1, created_at=tx.now))
        reply = {"conversation_id": self.chat, "thread_id": "th", "staff_id": "s", "message_id": "m"}
        tx.conn.execute(
            insert(sl.slack_replies).values(**reply, channel="C1", ts=company, text_mac=MAC, edited="")
        )


def test_an_erasure_takes_what_every_part_keeps(desk: Desk, staff: StaffMember, tmp_path: Path) -> None:
    lived = Lived(desk, staff)
    data = stored(tmp_path)
    assert all(value in data for value in lived.sealed), "the planting is there"
    assert not [word for word in SAID.values() if word.encode() in data]
    desk.erasures.erase([lived.receipt], "operator")
    with desk.database.read() as conn:
        for table in (live.conversation_notes, bt.turn_facts, c.incident_shown, ch.channel_people, sl.slack_threads,
                      sl.slack_posts, sl.slack_replies):  # fmt: skip
            assert conn.execute(select(func.count()).select_from(table)).scalar_one() == 0, table.name
        for column in (c.ratings.c.comment_enc, c.paper_questions.c.answer_enc):
            assert conn.execute(select(column)).scalars().all() == [None]
        assert conn.execute(select(c.ratings.c.stars)).scalars().all() == [5], "the number names nobody"
        assert conn.execute(select(ch.outbox.c.conversation_id)).scalars().all() == [None]
        texts = conn.execute(
            select(ch.channel_events.c.content_enc).order_by(ch.channel_events.c.n)
        ).scalars()
        assert [text is None for text in texts] == [True, False], "another person's event is left alone"
        kept = [
            v for one in ALL_SEALED if one.table.name in NOT_PERSONAL or one.table in (ch.outbox, ch.channel_events)
            for v in conn.execute(select(one.column)).scalars() if v
        ]  # fmt: skip
    data, others = stored(tmp_path), {value[9:] for value in kept}
    assert not [value for value in lived.sealed if value in data and value not in others]
    assert desk.audit.verify().whole


def test_the_end_of_a_contract_exports_and_takes_all_of_it(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    lived, other = Lived(desk, staff), Lived(desk, staff, "opt")
    out = tmp_path.with_name(tmp_path.name + "-out.zip")
    desk.companies.end("oni", "operator", out)
    with zipfile.ZipFile(out) as archive:
        lines = {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist() if name.endswith(".jsonl")
        }  # fmt: skip
    (request, _), (conversation,) = lines["requests.jsonl"], lines["conversations.jsonl"]
    assert (request["rating"]["comment"], request["grounds"]) == (SAID["comment"], ["own"])
    assert [one["text"] for one in request["questions"]] == [SAID["answer"]]
    assert [one["text"] for one in conversation["notes"]] == [SAID["note"]]
    assert len(conversation["turns"]) == 4
    assert [one["text"]["ja"] for one in lines["incidents.jsonl"]] == [SAID["notice"]]
    assert [one["text"] for one in lines["canned_replies.jsonl"]] == [SAID["canned"]]
    assert [one["reason"] for one in lines["special_days.jsonl"]] == [SAID["reason"]]
    assert other.receipt not in json.dumps(lines)
    with desk.database.read() as conn:
        for table in (c.incidents, live.canned_replies, live.special_days, ch.channel_events, ch.channel_people,
                      ch.outbox, sl.slack_threads):  # fmt: skip
            assert set(conn.execute(select(table.c.company)).scalars()) == {"opt"}, table.name
        assert conn.execute(select(ch.channel_usage.c.account)).scalars().all() == ["opt"]
        for table in (c.paper_questions, c.ratings, c.incident_requests, bt.request_grounds):
            assert set(conn.execute(select(table.c.receipt)).scalars()) == {other.receipt}, table.name
    assert lived.incident in json.dumps(lines["audit.jsonl"])
    desk.rotation.rotate("operator")  # nothing is left that no key opens
    assert desk.audit.verify().whole


def test_a_rotation_seals_all_of_it_anew(desk: Desk, staff: StaffMember) -> None:
    lived = Lived(desk, staff)

    def heads() -> dict[str, set[bytes]]:
        with desk.database.read() as conn:
            return {
                str(one.column): {v[:HEAD] for v in conn.execute(select(one.column)).scalars() if v}
                for one in ALL_SEALED
            }

    before = heads()
    empty = {"channel_events.reply_enc", "staff.totp_enc"}
    assert {name for name, found in before.items() if not found} <= empty | {"forms.result_enc"}
    desk.rotation.rotate("operator")
    assert not [name for name, found in heads().items() if found & before[name]]
    with desk.database.read() as conn:
        (asked,) = PaperQuestions(desk.context).of_request(conn, lived.receipt)
        rating = Satisfactions(desk.context).of_request(conn, lived.receipt)
    assert (asked.text, rating and rating.comment) == (SAID["answer"], SAID["comment"])
    desk.rotation.retire("operator")
    assert [note.text for note in desk.live.notes.list(lived.chat, staff)] == [SAID["note"]]
