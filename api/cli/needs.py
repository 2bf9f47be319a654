"""What a command needs beyond what each of its parameters says by itself: one of two options, for instance."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand

Rule = Callable[[Mapping[str, Any]], str | None]
"""Of what was given, by the parameters' names: what is wrong with it together, or None."""


class Needed(typer.BadParameter):
    """The options that were given do not go together, or one of them is needed."""


class _Needing(TyperCommand):
    """Asks its rule while the words are parsed: a call that cannot be meant fails before anything is opened or asked,
    and whoever reads a call in a document (`tests/unit/docs`) sees it without carrying it out."""

    rule: ClassVar[Rule]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        rest: list[str] = super().parse_args(ctx, args)
        wrong = None if ctx.resilient_parsing else type(self).rule(ctx.params)
        if wrong:
            raise Needed(wrong, ctx=ctx)
        return rest


def needing(rule: Rule) -> type[TyperCommand]:
    """The class of a command (`cls=`) whose parameters hold to `rule` together. It raises `Needed`."""
    return type("Needing", (_Needing,), {"rule": staticmethod(rule)})
