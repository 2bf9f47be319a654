"""Plots as SVG, drawn on the server by matplotlib (docs/decisions/0039).

Letters are drawn as outlines of the font that the papers embed, so that Japanese looks the same on every machine. What
a plot says is told by its `alt` and by the table below it; shades are told apart by hatching, too.
"""

import io
import threading
from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator
from noto_cjk_sans_jp_regular import FONT_PATH

from api.console.series import Bars

mpl.rcParams["svg.fonttype"] = "path"
mpl.rcParams["svg.hashsalt"] = "madoguchi"  # the same figures give the same bytes
_SMALL = FontProperties(fname=str(FONT_PATH), size=9)
_INK, _LINE = "#1f2933", "#c5ced6"
# Okabe and Ito's colours, which people with any colour vision tell apart, darkest first against white paper.
_SHADES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b5b5b")
_HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "oo")
_LABEL = 22
"""Letters of a label that are drawn; the table has it whole."""
_lock = threading.Lock()
"""matplotlib is not safe for several threads."""


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"


def _canvas(height: float) -> Figure:
    figure = Figure(figsize=(8, height), layout="constrained")
    FigureCanvasSVG(figure)
    return figure


def _finish(figure: Figure) -> bytes:
    for axes in figure.axes:
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color(_LINE)
        axes.tick_params(colors=_INK, length=0)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(_SMALL)
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def bars(data: Bars) -> bytes:
    """Stacked horizontal bars with the sum at their end, as SVG."""
    with _lock:
        count = len(data.labels)
        figure = _canvas(max(1.6, 0.42 * count + (1.0 if len(data.values) > 1 else 0.6)))
        axes = figure.add_subplot()
        left = [0] * count
        for number, (name, values) in enumerate(data.values.items()):
            axes.barh(
                range(count),
                values,
                left=left,
                label=name,
                height=0.62,
                color=_SHADES[number % len(_SHADES)],
                hatch=_HATCHES[number % len(_HATCHES)],
                edgecolor="white",
                linewidth=0.5,
            )
            left = [a + b for a, b in zip(left, values, strict=True)]
        for place, total in enumerate(left):
            axes.text(total, place, f" {total}", va="center", color=_INK, fontproperties=_SMALL)
        axes.set_yticks(range(count), [_short(label) for label in data.labels])
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.set_xlim(0, max([*left, 1]) * 1.08)
        if len(data.values) > 1:
            figure.legend(loc="outside upper left", ncols=3, frameon=False, prop=_SMALL, labelcolor=_INK)
        return _finish(figure)


def columns(labels: Sequence[str], values: Sequence[float], whole: bool = True) -> bytes:
    """Upright bars, one a day, as SVG. `whole`: what is counted has no halves."""
    with _lock:
        figure = _canvas(2.6)
        axes = figure.add_subplot()
        axes.bar(range(len(values)), values, width=0.8, color=_SHADES[0])
        step = max(1, len(labels) // 10)
        axes.set_xticks(range(0, len(labels), step), [labels[n] for n in range(0, len(labels), step)])
        axes.yaxis.set_major_locator(MaxNLocator(integer=whole))
        axes.set_ylim(0, max([*values, 1 if whole else 0.1]) * 1.1)
        axes.grid(axis="y", color=_LINE, linewidth=0.5)
        axes.set_axisbelow(True)
        return _finish(figure)
