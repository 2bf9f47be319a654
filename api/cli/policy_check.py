"""`madoguchi index --check DIR` on policy texts: reads them, tries an index, proposes a desk file."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from knowledge.answering import answerer_over
from knowledge.drafting.checkup import Checkup, check_policy, policies_in
from knowledge.drafting.draft import Draft, draft_desk
from knowledge.drafting.topics import topic_finder
from knowledge.drafting.writing import as_yaml
from knowledge.encoding import Encoder
from knowledge.encoding_st import make_encoder
from knowledge.facts import FactsError, load_desk
from knowledge.facts.coverage import uncovered, without_keys
from knowledge.facts.loading import DESK_FILE
from knowledge.facts.routes import load_routes
from knowledge.index import ensure_index
from knowledge.policy import NotUtf8, Policy, read_policy
from knowledge.topics.taxonomy import load_topics
from knowledge.vocabulary import CompanyId

Report = Callable[[str], None]

PROBES = (
    "個人情報の開示を請求するには、どうすればよいですか",
    "個人情報についての問い合わせ先を教えてください",
    "個人情報は何のために使われますか",
)
"""Questions that any policy should answer: the trial of the temporary index."""


def check_policies(folder: Path, draft: Path | None, report: Report = print) -> str | None:
    """Checks the policies in `folder` and reports what it finds; the reason where one of them cannot be used.

    `draft`: where to write the draft of the only company there; without it drafts are reported. An existing file is
    never overwritten.
    """
    paths = policies_in(folder)
    if draft is not None and len(paths) != 1:
        return f"--draft takes one company at a time; {folder} holds {len(paths)}: {', '.join(paths)}"
    if draft is not None and draft.exists():
        return f"{draft} is there already: name another file, or remove it"
    policies: dict[CompanyId, Policy] = {}
    for company, path in paths.items():
        try:
            policies[company] = read_policy(path, company)
        except NotUtf8 as error:
            return str(error)
    checkups = {company: check_policy(policy) for company, policy in policies.items()}
    for company, found in checkups.items():
        _print_checkup(found, report)
        if not found.clauses:
            return f"{company}: no clause could be read from {paths[company]}"
    encoder = make_encoder()
    _try_index(paths, encoder, report)
    topics = topic_finder(encoder)
    for company, policy in policies.items():
        drafted = draft_desk(policy, topics)
        text = as_yaml(drafted)
        _print_uncovered(company, paths[company].parent, drafted, report)
        if draft is None:
            report(f"\n---- {policy.company}/desk.yml (draft)\n{text.rstrip()}")
        else:
            if (problem := write_draft(draft, text)) is not None:
                return problem
            report(f"\n{policy.company}: draft written to {draft}; every line of it is to be confirmed")
    return None


def write_draft(draft: Path, text: str) -> str | None:
    """Write it whole or not at all: half a draft would be taken for the whole, and stand in the way of the next try."""
    made = False
    try:
        draft.touch(exist_ok=False)
        made = True
        draft.write_text(text, encoding="utf-8")
    except OSError as problem:
        if made:
            draft.unlink(missing_ok=True)
        return f"{draft} could not be written: {problem.strerror}"
    return None


def _print_checkup(found: Checkup, report: Report) -> None:
    regions = ", ".join(region.value for region in found.regions) or "none"
    report(
        f"{found.company}: {found.characters} characters, {len(found.documents)} documents, {found.chapters} chapters, "
        f"{found.sections} sections, {found.clauses} clauses ({found.lists} lists, {found.tables} tables), "
        f"regions: {regions}"
    )
    for title in found.documents:
        report(f"  document: {title}")
    for fault in found.faults:
        report(f"  look at: {fault}")


def _print_uncovered(company: CompanyId, folder: Path, drafted: Draft, report: Report) -> None:
    """The topics on which a desk file in the folder (else the draft) says nothing: search alone answers them."""
    routes, topics = load_routes(), load_topics()
    whose, left = "the draft", without_keys(drafted.keys, routes, topics)
    if (folder / DESK_FILE).is_file():
        try:
            whose, left = DESK_FILE, uncovered(load_desk(folder), routes, topics)
        except FactsError as error:
            report(f"\n{company}: {DESK_FILE} is broken: {error}")
    known = len(routes) - len(left)
    report(
        f"\n{company}: {whose} speaks to {known} of {len(routes)} topics{': all of them' if not left else ''}"
    )
    if left:
        report(f"  without a fact, answered by search alone: {', '.join(left)}")


def _try_index(paths: dict[CompanyId, Path], encoder: Encoder, report: Report) -> None:
    """Builds an index aside, asks it as customers would ask the desk, and shows what is cited."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-check-") as scratch:
        index = ensure_index(encoder, Path(scratch), progress=lambda _: None, paths=paths)
        answerer = answerer_over(index, encoder, {})
        for company in paths:
            report(f"\n{company}: index built in a temporary place, and asked:")
            for question in PROBES:
                found = answerer.lookup(question, company=company, limit=1)
                cited = found.passages[0].citation if found.passages else None
                where = f"{cited.section} ({cited.start}-{cited.end})" if cited else "nothing found"
                report(f"  {question} -> {'' if found.answerable else 'not answered; nearest: '}{where}")
