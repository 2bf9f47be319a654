"""What is done to a session of Cosmic Ray: which mutants are tried, and what came of them.

Runs in the environment of Cosmic Ray, and is the only module that does: the standard library and `cosmic_ray`.

    python session.py choose SESSION SOURCE SIZE SEED     prints {"mutants": all of the module, "tried": the sample}
    python session.py results SESSION                     prints a line for each mutant that was tried
    python session.py draw SIZE SEED SOURCE...            prints how many there are by source, then a line for each of a
                                                          sample of the whole, with its text
"""

from __future__ import annotations

import ast
import difflib
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome, WorkResult

# Left out, because a test that lets them live says nothing, or because dozens of them say what one says:
_LEFT_OUT = re.compile(
    r"core/(ReplaceBinaryOperator_(?!Add_Sub$|Sub_Add$|Mul_FloorDiv$|Div_Mul$|FloorDiv_Mul$|Mod_Mul$|"
    r"BitOr_BitAnd$|BitAnd_BitOr$|BitXor_BitOr$)"  # one replacement for each operator
    r"|ReplaceComparisonOperator_(?!Eq_NotEq$|NotEq_Eq$|Lt_LtE$|Lt_GtE$|LtE_Lt$|LtE_Gt$|Gt_GtE$|Gt_LtE$|GtE_Gt$|"
    r"GtE_Lt$|Is_IsNot$|IsNot_Is$)"  # the boundary and the contrary
    r"|ReplaceUnaryOperator_(?!USub_UAdd$|Delete_Not$))"
)
# Whether a cache is there, how large it is, and whether a record may be changed: no test can or should tell.
_NO_RULE = re.compile(r"^\s*@((functools\.)?(lru_)?cache\b|dataclass\()")
# What Cosmic Ray takes for a name and cannot replace.
_DOTTED_EXCEPTION = re.compile(r"^\s*except\b[^:]*\w\.\w")
Place = tuple[int, int]


def _annotations(source: str) -> list[tuple[Place, Place]]:
    """Where types stand: `X | None` is no arithmetic, and nothing evaluates it."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.append(node.returns)
        elif isinstance(node, (ast.arg, ast.AnnAssign)):
            found.append(node.annotation)
    lines = source.splitlines()

    def place(line: int, column: int) -> Place:
        return line, len(lines[line - 1].encode()[:column].decode())  # ast counts bytes, parso characters

    return [
        (place(one.lineno, one.col_offset), place(one.end_lineno or 0, one.end_col_offset or 0))
        for one in found
        if one is not None
    ]


def says_something(operator: str, start: Place, lines: list[str], types: list[tuple[Place, Place]]) -> bool:
    """Whether it is worth while to try a mutant."""
    if _LEFT_OUT.match(operator):
        return False
    if any(first <= start < last for first, last in types):
        return False
    line = lines[start[0] - 1]
    if operator == "core/ExceptionReplacer" and _DOTTED_EXCEPTION.match(line):
        return False
    return not _NO_RULE.search(line)


def every_mutant(source: str) -> Iterator[tuple[str, int, int]]:
    """All mutants of a module that are worth while: operator, which of its places, line."""
    types, lines, nodes = _annotations(source), source.splitlines(), list(ast_nodes(get_ast(source)))
    for name in operator_names():
        operator = get_operator(name)
        if _LEFT_OUT.match(name) or operator.arguments():
            continue
        made = operator()
        places = [start for node in nodes for start, _ in made.mutation_positions(node)]
        for occurrence, start in enumerate(places):
            if says_something(name, start, lines, types):
                yield name, occurrence, start[0]


def draw(sources: list[str], size: int, seed: str) -> Iterator[dict[str, object]]:
    """How many mutants each source has; then a sample, in which each mutant of each source has the same chance.

    It comes in an order of chance: what is tried of it by a certain time is such a sample too.
    """
    texts = {name: Path(name).read_text(encoding="utf-8") for name in sources}
    every = [(name, *mutant) for name, text in texts.items() for mutant in every_mutant(text)]
    yield {name: sum(one[0] == name for one in every) for name in sources}
    # No secret: the same sample for the same seed is what is wanted.
    for name, operator, occurrence, line in random.Random(seed).sample(every, min(size, len(every))):  # noqa: S311
        text = texts[name]
        mutated = mutate_code(text, get_operator(operator)(), occurrence)
        diff = difflib.unified_diff(text.split("\n"), mutated.split("\n"), name, name, lineterm="")
        told = {"module": name, "operator": operator, "line": line}
        yield {**told, "diff": "\n".join(diff), "source": mutated}


def choose(database: WorkDB, source: str, size: int, seed: str) -> dict[str, int]:
    """Leave in a session what is worth while, and of that a sample that is the same each time."""
    types = _annotations(source)
    items, lines = database.work_items, source.splitlines()
    worth = [
        item
        for item in items
        if says_something(item.mutations[0].operator_name, item.mutations[0].start_pos, lines, types)
    ]
    worth.sort(key=lambda item: (item.mutations[0].operator_name, item.mutations[0].occurrence))
    # No secret: the same sample for the same seed is what is wanted.
    sample = worth if len(worth) <= size else random.Random(seed).sample(worth, size)  # noqa: S311
    kept = {item.job_id for item in sample}
    skipped = [item.job_id for item in items if item.job_id not in kept]
    if skipped:
        database.set_multiple_results(skipped, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    return {"mutants": len(worth), "tried": len(sample)}


def outcome_of(result: WorkResult) -> str:
    """What came of one mutant. Killed is only what `client.py` says a verdict on: that a test run did not end well may
    have any cause."""
    outcome = "incompetent" if result.test_outcome is None else str(result.test_outcome.value)
    if outcome == "killed" and result.output == "timeout":
        return "timeout"
    if outcome == "killed" and not (result.output or "").startswith("verdict "):
        return "incompetent"
    return outcome


def results(database: WorkDB) -> list[dict[str, str | int]]:
    """What came of each mutant that was tried: `killed`, `timeout`, `survived` or `incompetent`."""
    items = {item.job_id: item.mutations[0] for item in database.work_items}
    told = []
    for job, result in database.results:
        if result.worker_outcome == WorkerOutcome.SKIPPED:
            continue
        outcome, mutation = outcome_of(result), items[job]
        shown = (result.output, result.diff) if outcome == "incompetent" else (result.diff, result.output)
        told.append(
            {
                "outcome": outcome,
                "operator": mutation.operator_name,
                "line": mutation.start_pos[0],
                "diff": shown[0] or shown[1] or "",
            }
        )
    return sorted(told, key=lambda one: (one["line"], one["operator"]))


def main(arguments: list[str]) -> int:
    """The commands of the module's description."""
    command, session, *rest = arguments
    if command == "draw":
        size, (seed, *sources) = session, rest
        for told in draw(sources, int(size), seed):
            print(json.dumps(told, ensure_ascii=False))
        return 0
    with use_db(session, WorkDB.Mode.open) as database:
        if command == "choose":
            source, size, seed = rest
            print(json.dumps(choose(database, Path(source).read_text(encoding="utf-8"), int(size), seed)))
        else:
            for one in results(database):
                print(json.dumps(one, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
