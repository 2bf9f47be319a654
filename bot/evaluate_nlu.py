"""Measure intents and aspects on examples kept out of training: `python -m bot.evaluate_nlu FILE [--model FILE]`.

FILE is a Rasa NLU file; aspects stand in the examples' metadata, as in the training data. Run it in Rasa's environment,
from the repository root. An example that is also in the training data is named and left out: it measures nothing.
"""

import argparse
import asyncio
import json
import logging
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Tuple

from bot.train import ROOT, default_model, quiet_rasa

ASPECTS = ("requester", "holder", "several", "minor", "subject", "reply_method")
NONE = "none"


@dataclass
class Example:
    """One sentence with what it means."""

    text: str
    intent: str
    aspects: Dict[str, str]


@dataclass
class Guess:
    """What the model made of it."""

    intent: str
    confidence: float
    aspects: Dict[str, str] = field(default_factory=dict)


def load_examples(paths: List[str]) -> List[Example]:
    """The examples of NLU files or folders."""
    from rasa.shared.nlu.training_data.loading import load_data

    found = []
    for path in paths:
        for message in load_data(path).intent_examples:
            metadata = (message.get("metadata") or {}).get("example") or {}
            aspects = {name: str(metadata[name]) for name in ASPECTS if name in metadata}
            found.append(Example(message.get("text").strip(), message.get("intent"), aspects))
    return found


async def guess_all(model: Path, examples: List[Example]) -> List[Guess]:
    """What a trained model says about each example."""
    from rasa.core.agent import load_agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)  # else each sentence is printed as it is parsed
    agent = await load_agent(str(model))
    guesses = []
    for example in examples:
        parsed = await agent.parse_message(example.text)
        aspects = {
            e["entity"]: str(e["value"])
            for e in parsed["entities"]
            if e["entity"] in ASPECTS and e.get("certain")
        }
        guesses.append(Guess(parsed["intent"]["name"], parsed["intent"]["confidence"], aspects))
    return guesses


def scores(pairs: List[Tuple[str, str]]) -> Dict[str, Dict[str, float]]:
    """Precision, recall, F1 and support by label, from (true, guessed) pairs."""
    right, true, said = (
        Counter(t for t, g in pairs if t == g),
        Counter(t for t, _ in pairs),
        Counter(g for _, g in pairs),
    )
    table = {}
    for label in sorted(set(true) | set(said)):
        precision = right[label] / said[label] if said[label] else 0.0
        recall = right[label] / true[label] if true[label] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        table[label] = {"precision": precision, "recall": recall, "f1": f1, "support": true[label]}
    return table


def summary(table: Dict[str, Dict[str, float]]) -> Dict[str, float]:
    """Macro F1 (labels that occur) and F1 weighted by support."""
    occurring = [row for row in table.values() if row["support"]]
    total = sum(row["support"] for row in occurring) or 1
    return {
        "macro_f1": sum(row["f1"] for row in occurring) / (len(occurring) or 1),
        "weighted_f1": sum(row["f1"] * row["support"] for row in occurring) / total,
    }


def report(examples: List[Example], guesses: List[Guess], *, show_errors: bool) -> Dict[str, Any]:
    """Everything that is printed, as data."""
    pairs = list(zip(examples, guesses, strict=True))
    intents = scores([(e.intent, g.intent) for e, g in pairs])
    result: Dict[str, Any] = {"examples": len(pairs), "intents": intents, **summary(intents), "aspects": {}}
    for aspect in ASPECTS:
        both = [(e.aspects.get(aspect, NONE), g.aspects.get(aspect, NONE)) for e, g in pairs]
        table = {label: row for label, row in scores(both).items() if label != NONE}
        result["aspects"][aspect] = {"values": table, **summary(table)}
    if show_errors:
        result["errors"] = [
            [e.intent, g.intent, round(g.confidence, 2), e.text] for e, g in pairs if e.intent != g.intent
        ]
    return result


def printed(result: Dict[str, Any]) -> str:
    """The report as a table for people."""
    lines = [f"{'intent':<30}{'precision':>10}{'recall':>8}{'F1':>7}{'n':>6}"]
    row = "{:<30}{precision:>10.2f}{recall:>8.2f}{f1:>7.2f}{support:>6}"
    lines += [row.format(name, **values) for name, values in result["intents"].items()]
    lines.append(
        f"{result['examples']} examples: macro F1 {result['macro_f1']:.3f}, weighted F1 {result['weighted_f1']:.3f}"
    )
    for aspect, found in result["aspects"].items():
        lines.append(
            f"\naspect {aspect}: macro F1 {found['macro_f1']:.3f}, weighted F1 {found['weighted_f1']:.3f}"
        )
        lines += [row.format("  " + name, **values) for name, values in found["values"].items()]
    lines += ["\t".join(map(str, error)) for error in result.get("errors", [])]
    return "\n".join(lines) + "\n"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description="Measure intents and aspects on examples kept out of training."
    )
    parser.add_argument("file", nargs="+", help="Rasa NLU files with the examples")
    parser.add_argument("--model", type=Path, default=default_model())
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--errors", action="store_true", help="also list the sentences that were misunderstood"
    )
    args = parser.parse_args()
    files = [str(Path(name).resolve()) for name in args.file]
    quiet_rasa()
    os.chdir(ROOT)
    trained_on = {example.text for example in load_examples(["bot/data/nlu"])}
    examples = load_examples(files)
    seen = [example for example in examples if example.text in trained_on]
    for example in seen:
        sys.stderr.write(f"left out, it is in the training data: {example.text}\n")
    examples = [example for example in examples if example.text not in trained_on]
    if not examples:
        raise SystemExit("No examples are left to measure.")
    result = report(examples, asyncio.run(guess_all(args.model, examples)), show_errors=args.errors)
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n" if args.json else printed(result))


if __name__ == "__main__":
    main()
