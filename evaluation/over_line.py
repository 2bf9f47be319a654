"""`python -m evaluation.over_line`: the evaluation dialogues over the web and over LINE, on one running system.

Each dialogue is held by the same simulated customer in both channels; where a person is asked for, a member of staff
claims the handoff in Slack, answers from there, reads there what the customer says to it, and closes it. Both must end
alike, with the same words said and the same clauses shown. Bounded in time: what was not begun within `--seconds` is
left out, and said so.
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from evaluation import dialogues, fake_slack, recording
from evaluation.client import Desk
from evaluation.dialogues import Outcome, squeeze
from evaluation.fake_line import FakeLine, serving
from evaluation.fake_slack import FakeSlack, SlackStaff, wait
from evaluation.line import LineConversation, LineDesk, settings_for
from evaluation.stack import PASSWORD, ROOT, USERNAME, environment_of, stack
from knowledge.paths import policy_paths

DIALOGUES = ROOT / "tests" / "eval" / "dialogues.jsonl"
_OWN = re.compile(
    r"MDG-?[0-9A-Z]{4}-?[0-9A-Z]{4}(?:-?[0-9A-Z]{1,4})*|(?<=/forms/)[\w-]+|(?<=/documents/)[\w-]+"
)
"""What belongs to one conversation alone."""
REPLY = "担当者です。お待たせしました。"
THANKS = "ありがとうございます。よく分かりました。"


@dataclass(frozen=True)
class Pair:
    """One dialogue in both channels."""

    web: Outcome
    line: Outcome
    attended: bool = False
    """Whether staff answered from Slack."""

    @property
    def equal(self) -> bool:
        """Whether both went alike, to the word."""
        return not self.differences

    @property
    def differences(self) -> list[str]:
        """What went otherwise in LINE: how it ended, what was as expected, what was said after which words of the
        customer, which clauses were shown."""
        web, line = self.web, self.line
        found = []
        if (web.finished, web.problems) != (line.finished, line.problems):
            found.append(f"the end (web: {'; '.join(web.problems) or 'as expected'})")
        said, in_line = exchanges(web), exchanges(line)
        for number, (one, other) in enumerate(zip_longest(said, in_line), 1):
            if one != other:
                found.append(f"exchange {number}: {_apart(one, other)}")
                break  # what follows differs because of it
        if web.cited != line.cited:
            missing, more = Counter(web.cited) - Counter(line.cited), Counter(line.cited) - Counter(web.cited)
            found.append(f"clauses: {missing.total()} missing, {more.total()} more, of {len(web.cited)}")
        return found


Exchange = tuple[str, str]
"""What the customer said, and all that was said to it. The first begins with what greets."""


def exchanges(outcome: Outcome) -> list[Exchange]:
    """What was said, as it is compared: as the customer read it, but for white space, for what is another each time
    (receipts, addresses of forms), and for where one message ends and the next begins: LINE splits what is long."""
    found: list[Exchange] = [("", "")]
    for sender, text in outcome.transcript:
        said = squeeze(_OWN.sub("*", text))
        if sender == "customer":
            found.append((said, ""))
        else:
            found[-1] = (found[-1][0], found[-1][1] + said)
    return found


def _apart(one: Exchange | None, other: Exchange | None) -> str:
    if one is None or other is None:
        return "only in LINE" if one is None else "not in LINE"
    if one[0] != other[0]:
        return "the customer was asked for something else"
    at = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), None)
    at = min(len(one[1]), len(other[1])) if at is None else at
    return f"…{one[1][at : at + 30]}… on the web, …{other[1][at : at + 30]}… in LINE"


class AttendedLineDesk(LineDesk):
    """A LINE desk that remembers the conversation it opened last."""

    last: LineConversation | None = None

    def open(self, company: str, **body: Any) -> LineConversation:
        """Somebody new adds the account as a friend."""
        talk = super().open(company, **body)
        if not isinstance(talk, LineConversation):
            raise TypeError("not a conversation in LINE")
        self.last = talk
        return talk


def both(web: Desk, line: AttendedLineDesk, dialogue: dict[str, Any], staff: SlackStaff) -> Pair:
    """Hold a dialogue in both channels; staff answer the one in LINE from Slack where a person was asked for."""
    held, over_line = dialogues.run(web, dialogue), dialogues.run(line, dialogue)
    talk = line.last
    waits = talk is not None and talk.owner == "waiting"
    if talk is not None and waits:
        try:
            attend(staff, talk)
        except httpx.HTTPError as error:
            over_line.problems.append(f"staff in Slack: {error}"[:200])
    return Pair(held, over_line, waits)


def attend(staff: SlackStaff, talk: LineConversation) -> None:
    """Claim, answer, hear and close, all in Slack; the customer is in LINE. Raises httpx.HTTPError: what did not
    come, or came twice."""
    head = staff.find(talk.company, talk.id)
    staff.press(head, "handoff_claim")
    staff.reply(head, REPLY)
    wait(lambda: REPLY in talk.phone(), "what staff said did not come")
    talk.refresh()
    talk.say(THANKS)
    wait(lambda: staff.slack.times(head, THANKS), "what the customer said did not come into the thread")
    staff.press(head, "handoff_close")
    wait(lambda: talk.desk.seen_by_staff(talk.id)["owner"] == "closed", "it was not closed")
    talk.refresh()
    if talk.phone().count(REPLY) != 1 or staff.slack.times(head, THANKS) != 1:
        raise httpx.HTTPError("something was said twice")


def main(argv: list[str] | None = None) -> int:
    """Hold them; 1 where a dialogue went otherwise in LINE than on the web."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.over_line", description=__doc__)
    parser.add_argument("--only", default="", help="ids of dialogues, separated by commas")
    parser.add_argument("--seconds", type=float, default=1800.0, help="no dialogue is begun after that")
    parser.add_argument("--set", type=Path, default=DIALOGUES, help="the JSON-lines file")
    parser.add_argument("--record", type=Path, help="write one body of each shape that went to LINE")
    given = parser.parse_args(argv)
    wanted = {one for one in given.only.split(",") if one}
    items = [one for one in dialogues.load(given.set) if not wanted or one["id"] in wanted]
    pairs: list[Pair] = []
    console = Console(width=150)
    companies = tuple(policy_paths())
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-line-") as name,
        serving(FakeLine()) as fake,
        fake_slack.serving(FakeSlack(companies)) as slack,
    ):
        folder = Path(name)
        settings = {**settings_for(folder / "channels", fake, companies), **slack.settings()}
        with stack(folder, intake=True, **settings) as running:
            staff = SlackStaff(slack, running.webhooks)
            staff.link(USERNAME, environment_of(folder, **settings))
            web = Desk(running.url, USERNAME, PASSWORD)
            line = AttendedLineDesk(running.url, USERNAME, PASSWORD, fake, running.webhooks)
            begun = time.monotonic()
            for item in items:
                if time.monotonic() - begun > given.seconds:
                    break
                pairs.append(both(web, line, item, staff))
                _tell(pairs[-1], console)
    _print(pairs, len(items), console)
    if given.record:
        console.print(f"{recording.write(given.record, fake.bodies)} bodies written to {given.record}")
    return int(not all(pair.equal for pair in pairs))


def _tell(pair: Pair, console: Console) -> None:
    attended = ", answered from Slack" if pair.attended else ""
    console.print(f"{pair.web.id}: {'the same' if pair.equal else 'NOT THE SAME'}{attended}")


def _print(pairs: list[Pair], of: int, console: Console) -> None:
    table = Table(title="Dialogues on the web and in LINE")
    for heading in (
        "id",
        "company",
        "goal",
        "web",
        "LINE",
        "the same",
        "what was not as expected in LINE, or not as on the web",
    ):
        table.add_column(heading)
    for pair in pairs:
        table.add_row(
            pair.web.id,
            pair.web.company,
            pair.web.goal,
            "yes" if pair.web.as_expected else "NO",
            "yes" if pair.line.as_expected else "NO",
            "yes" if pair.equal else "NO",
            "; ".join([*pair.line.problems, *pair.differences]),
        )
    console.print(table)
    console.print(
        f"{len(pairs)} of {of} held; as expected: web {sum(p.web.as_expected for p in pairs)}, "
        f"LINE {sum(p.line.as_expected for p in pairs)}; the same: {sum(p.equal for p in pairs)}; "
        f"answered from Slack: {sum(p.attended for p in pairs)}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
