"""One notion has one list of words (desk/lexicon): no module that reads what customers write spells one out for itself."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from actions.case import Heard
from actions.words.agents import cannot_ask_for_themself, of_an_agent, somebody_acts_for_writer
from actions.words.commands import commands
from actions.words.deceased import of_the_dead, of_the_one_who_died
from actions.words.entered import entered_by_another
from actions.words.own_words import lists_kinds, names_a_relative
from actions.words.phrases import (
    names_another,
    of_a_relative,
    of_own_minor,
    says_parent,
    speaks_of_somebody,
    tells_wrong_data,
)
from desk.incidents.leaks import asks_about_leak
from desk.lexicon import data, doing, oneself, people, wishing

ROOT = Path(__file__).resolve().parents[3]
READERS = [
    *sorted((ROOT / "actions").rglob("*.py")),
    ROOT / "desk/incidents/leaks.py",
    ROOT / "desk/chat/matter.py",
]
NOTIONS = {
    f"{module.__name__.rpartition('.')[2]} {language}": {
        word
        for name, listed in vars(module).items()
        if name.endswith(f"_{language}") and isinstance(listed, tuple)
        for word in listed
    }
    for module in (oneself, people, data, doing, wishing)
    for language in ("JA", "EN", "ZH")
}
MOST = 4
"""Words of one notion that an expression may name by itself: a rule may mean two or three of them, and no others."""
_CLASS = re.compile(r"([^\W\d_]*)\[([一-龥ぁ-んァ-ヶ]+)\]([^\W\d_]*)")
_OPTIONAL = re.compile(r"(\w)\?|\(\?:([^()|]*)\)\?")


def written(expression: str) -> set[str]:
    """The words that an expression names one after the other: 「叔[父母]」 names two, 「お?名前」 as well."""
    found = set(re.split(r"[|()]", re.sub(r"\(\?[:=!<i]*|[\^$*+\\]b?", "|", expression)))
    for one in list(found):
        found |= {
            f"{before}{each}{after}" for before, each_of, after in _CLASS.findall(one) for each in each_of
        }
    for one in list(found):
        found |= {_OPTIONAL.sub("", one), one.replace("?", "")}
    return {one.strip() for one in found}


def expressions(source: str) -> Iterator[tuple[int, str]]:
    """Each string of a module as a whole (what an f-string puts in left out), and each list of strings; docstrings and
    messages in words are none."""
    tree = ast.parse(source)
    inner = {
        id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in ast.walk(one)
    } - {id(one) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr)}
    docstrings = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inner | docstrings:
            continue
        if isinstance(node, ast.JoinedStr | ast.Tuple | ast.List | ast.Set):
            parts = node.values if isinstance(node, ast.JoinedStr) else node.elts
            between = "" if isinstance(node, ast.JoinedStr) else "|"
            yield node.lineno, between.join(_text(one) or "|" for one in parts)
        elif isinstance(node, ast.Constant) and (text := _text(node)):
            yield node.lineno, text


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def spelled_out(source: str) -> list[str]:
    """Where a source names more words of one notion than it may, and which."""
    return [
        f"line {line}: {notion}: {' '.join(sorted(named))}"
        for line, text in expressions(source)
        for words in [written(text)]
        for notion, known in NOTIONS.items()
        if len(named := words & known) > MOST
    ]


@pytest.mark.parametrize("path", READERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_spells_out_a_list_that_the_lexicon_has(path: Path) -> None:
    assert spelled_out(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        '_WHO = re.compile(r"(?:夫|妻|父親?|母親?|息子|娘)(?:さん)?が")',
        '_WHO = "(?:叔[父母]|兄|姉|妹)"',
        '_WHO = ("夫", "妻", "父", "母", "娘")',
        'def f(t):\n    return re.search(rf"{A}(?:氏名|お?名前|住所|メール(?:アドレス)?|生年月日)", t)',
        '_DO = "delete|erase|remove|correct|update"',
    ],
)
def test_a_list_that_is_spelled_out_is_seen(source: str) -> None:
    assert len(spelled_out(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""夫|妻|父|母|息子|娘"""',
        '_WHO = re.compile(rf"{any_of(people.RELATIVES_JA)}が")',
        '_WHOSE = "(?:故人|遺族)の(?:名前|住所)"',
        'say("夫や妻、父、母、息子、娘の情報を消したい")',
    ],
)
def test_a_name_a_sentence_and_two_or_three_words_are_none(source: str) -> None:
    assert spelled_out(source) == []


def names_relative(text: str) -> bool:
    return names_a_relative(Heard("inform", 1.0, text=text))


ALIKE = [
    (names_relative, ["妻です", "長男です", "叔母です", "うちの義父です", "it's my aunt", "I'm his uncle"]),
    (of_a_relative, ["父の情報", "旦那のデータ", "おばあちゃんの住所", "my aunt's data", "我女儿的信息"]),
    (of_the_dead, ["亡くなった友達の情報", "亡くなった義姉のデータを消して", "请删除已故母亲的帐户"]),
    (entered_by_another, ["長女が私の住所を勝手に登録した", "妹がわたくしの名字を勝手に登録した"]),
    (somebody_acts_for_writer, ["叔母が私の代わりに開示請求します", "知り合いが私の代わりに請求します"]),
    (
        of_an_agent,
        ["配偶者が代わりに請求するには", "叔母に頼む場合は何が必要", "次女に代わってやってもらうには"],
    ),
    (cannot_ask_for_themself, ["義姉は認知症です", "my aunt has dementia", "我外婆有失智症"]),
    (tells_wrong_data, ["メアドも違う", "連絡先が間違ってる", "住所と苗字が間違ってる"]),
    (lists_kinds, ["苗字と住所が違う", "住所とメアドを直して", "姓名和住址都错了"]),
    (
        commands,
        ["登録情報の破棄をお願いします", "個人データを削除してください", "could you kindly fix my name?"],
    ),
    (names_another, ["後輩の電話番号を教えて", "旦那のアドレスを見たい"]),
    (says_parent, ["わたくしは母親です", "私は両親です", "I'm her mum"]),
    (asks_about_leak, ["名前が漏れた", "連絡先が外部に漏れたのですか"]),
]
"""What one module knew of a notion and another did not."""
OTHERWISE = [
    (
        names_relative,
        ["娘の住所を直したい", "お父さんのクレジットカードの請求先です", "母が代わりに書きました"],
    ),
    (of_a_relative, ["主人公の名前", "娘と相談します", "my family name is wrong", "母国の住所"]),
    (
        of_the_dead,
        ["亡くなった父のカードが届いた", "亡くなった父の口座を相続した", "友達が亡くなったら連絡します"],
    ),
    (entered_by_another, ["部下が会員に登録した", "姉の連絡先を登録したい", "友達が私に黙って帰った"]),
    (
        somebody_acts_for_writer,
        ["母が私の代わりに請求します", "息子が私の代わりに請求します", "同僚の情報を請求したい"],
    ),
    (
        of_an_agent,
        [
            "お忙しいところに任せたい",
            "上司に頼まれて調べています",
            "同僚に任せた仕事",
            "担当の人が代わりに答えて",
        ],
    ),
    (cannot_ask_for_themself, ["息子は認知症です", "娘は意識がありません", "my son is unconscious"]),
    (tells_wrong_data, ["情報が違う", "データが違う", "携帯が古い方ですか"]),
    (
        lists_kinds,
        [
            "妻の住所が違う、直してもらう連絡先は",
            "住所を直して、返事は電話で",
            "メールとメアドを直して",
            "情報とデータ",
        ],
    ),
    (commands, ["契約を更新しました", "データの追加はいつですか", "電話を変更したい"]),
    (speaks_of_somebody, ["お忙しいところ失礼いたします", "間違った家族構成が載ってる"]),
    (names_another, ["わたくしの電話番号を教えて", "my profile", "当方の住所"]),
    (of_own_minor, ["同僚の12歳の娘の情報を消したい", "親戚の中学生の息子"]),
    (says_parent, ["私は両親と住んでいます", "母親は別にいます"]),
]
"""What none of them takes for it, and what a module leaves out on purpose."""


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in ALIKE for text in texts])
def test_a_word_that_one_rule_knows_the_others_know_too(rule: Callable[[str], object], text: str) -> None:
    assert rule(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in OTHERWISE for text in texts])
def test_what_is_ordinary_or_left_out_on_purpose_is_taken_for_nothing(
    rule: Callable[[str], object], text: str
) -> None:
    assert not rule(text)


def test_one_s_own_child_is_so_though_a_card_is_the_familys() -> None:
    assert of_own_minor("未成年の子どもでも家族カードの情報を登録できますか")


@pytest.mark.parametrize(
    ("dead", "named"),
    [
        ("夫が亡くなりました", "主人の情報を消したい"),
        ("母が亡くなりました", "お母さんの住所を消して"),
        ("父は先月他界しました", "親のデータを消したい"),
        ("祖母が亡くなりました", "おばあちゃんの登録を消して"),
        ("息子が亡くなりました", "子どもの情報を消して"),
        ("my father has died", "delete my dad's data"),
        ("我父亲去世了", "删除我爸爸的信息"),
        ("母が亡くなりました", "家族の情報を消して"),
    ],
)
def test_the_one_who_died_may_be_named_by_another_word(dead: str, named: str) -> None:
    assert of_the_one_who_died(named, [dead])


@pytest.mark.parametrize(
    ("dead", "named"),
    [
        ("夫が亡くなりました", "息子の情報を消したい"),
        ("母が亡くなりました", "お父さんの住所を消して"),
        ("兄が亡くなりました", "弟のデータを消したい"),
        ("my father has died", "delete my mom's data"),
        ("我父亲去世了", "删除我妈妈的信息"),
        ("叔父が亡くなりました", "叔母の情報を消して"),
    ],
)
def test_another_relative_is_not_the_one_who_died(dead: str, named: str) -> None:
    assert not of_the_one_who_died(named, [dead])
