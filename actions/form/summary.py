"""The summary before a request is confirmed: what was settled, and what the desk will want for it."""

from actions.case import Case
from actions.choices import word
from actions.form.settling import effective_region, steps_of
from actions.ports import DeskBook, Stated, Steps
from desk.chat.said import Param, Params
from knowledge.citations import Citation

Line = Params


def line(key: str, value: Param) -> Line:
    """One line of the summary: label and value (a text, a nested key, or a list of them)."""
    return {"key": f"summary.{key}", "params": {"value": value}}


def summarise(case: Case, book: DeskBook) -> tuple[Params, list[Citation]]:
    """The parameters of `request.summary`, and the quotations behind it."""
    steps = steps_of(case, book)
    settled = [*settled_lines(case.with_(reply_method=None), book), *_reply_lines(case, steps)]
    wanted, citations = _wanted(steps)
    return {"settled": {"lines": settled}, "wanted": {"lines": wanted}}, citations


def settled_lines(case: Case, book: DeskBook) -> list[Line]:
    """What has been told so far, a line each."""
    slots = ("request_type", "region", "requester", "subject", "reply_method")
    told = {slot: getattr(case, slot) for slot in slots}
    told["region"] = effective_region(case, book)
    return [line(slot, word(slot, value)) for slot, value in told.items() if value is not None]


def _reply_lines(case: Case, steps: Steps) -> list[Line]:
    if case.reply_method:
        return [line("reply_method", word("reply_method", case.reply_method))]
    if len(steps.reply_methods) == 1:
        return [line("reply_method", word("reply_method", steps.reply_methods[0]))]
    return []


def _wanted(steps: Steps) -> tuple[list[Line], list[Citation]]:
    """Forms, papers, fee, address, where to get the form, time of reply; what the policy does not state, said so."""
    lines: list[Line] = []
    citations: list[Citation] = []

    def add(key: str, items: tuple[Stated | None, ...], *, silent: str = "not_stated") -> None:
        items = tuple(item for item in items if item is not None)
        if not items and key == "papers" and steps.papers_open and steps.papers_said:
            lines.append(line("papers_unlisted", steps.papers_said.text))
            citations.extend(steps.papers_said.citations)
            return
        if not items:
            lines.append({"key": f"summary.{key}_{silent}"})
            return
        texts = [item.text for item in items if item]
        lines.append(line(key, texts[0] if len(texts) == 1 else {"items": texts}))
        citations.extend(c for item in items if item for c in item.citations)

    add("form", steps.forms)
    if steps.get_form:
        add("get_form", (steps.get_form,))
    add("papers", steps.papers, silent="open" if steps.papers_open else "not_stated")
    if steps.papers and steps.papers_open:
        lines.append({"key": "summary.papers_more"})
    if steps.identity and not steps.papers:
        add("identity", (steps.identity,))
    if steps.authority:
        add("authority", (steps.authority,))
    add("fee", (steps.fee,))
    add("send_to", (steps.send_to,))
    add("reply_time", (steps.reply_time,))
    if steps.reply:
        citations.extend(steps.reply.citations)
    return lines, list(dict.fromkeys(citations))
