"""How many examples a property is tried with."""

from hypothesis import settings


def examples(number: int) -> int:
    """`number` in a whole run; in a quick one (`make unit`) the same share of it as of the usual hundred.

    A number that stands in a test's own `@settings` would hold in the quick run too, and be its longest part.
    """
    return max(5, number * settings().max_examples // 100)
