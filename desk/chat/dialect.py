"""Japanese as old people and people of the west say it, put into the common words before the dialogue model hears it.

「ほかしといて」 (throw it away) was taken for a farewell, 「わしのデータをほかしてくれ」 for a wish to have it
moved, and 「何を送ればええんや」 for none of the desk's business. Neither the model nor any rule has to know a
dialect: what Rasa hears is put into common words, and the transcript keeps what was written (docs/decisions/0104).
Only what can be nothing else is touched.
"""

import re
from collections.abc import Callable

from desk.lexicon import oneself
from desk.lexicon.wordlist import any_of
from desk.texts import MaskedText

_ALONE = r"(?:^|(?<=[、。，．！？!?…\s「])|(?<=なら)|(?<=から)|(?<=けど)|(?<=ほな)|(?<=は)|(?<=を))"
"""Where a word begins: 「いわしの」 and 「いわての」 hold no 「わし」, no 「わて」."""
_THROW = r"(?:^|(?<=[、。，．！？!?\s])|(?<=[をもは])|(?<=[一-龥ァ-ヶー]))"
_NOT_GOES_ON = r"(?=$|[、。！!？?\s]|か|の|けど|ねん|わ|で|し|やろ)"
"""「へん」 of 「へんじ」 and 「へんな」 denies nothing."""
_IS_IT = r"(?<![をにはが、\s])(?<!この)(?<!ばか)(?<!バカ)(?<!馬鹿)(?<!アホ)(?<!あほ)(?<!分で)"
"""「自分でやろう」 and 「手続きやろう」 are to be done, 「このやろう」 and 「ばかやろう」 are said in anger."""
_END = r"(?=[。．！!\s]*$)"
_ASKS = re.compile(r"[何誰]|なに|なん(?!や|じゃ)|どこ|どう|どれ|どんな|いつ|いくら|なぜ|だれ|どちら")

_COMMON: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(said), common)
    for said, common in (
        (
            rf"{_ALONE}{any_of(oneself.I_DIALECT_JA)}(?=[のはがもを]|に(?!な)|本人|自身|、|(?:じゃ|や)[。！!\s]*$)",
            "私",
        ),
        (rf"{_ALONE}{any_of(oneself.I_KANSAI_JA)}(?=の(?!な[いく]))", "私"),
        (r"^(?:ほんなら|ほんだら|そんなら)", "それなら"),
        (r"^(?:ほな|ほんじゃ)(?=[、,]|[一-龥ァ-ヶ])", "では"),
        (rf"{_THROW}ほかし(?=て(?!(?:ほしい|欲しい|もらいたい)(?:こと|もの))|とい)", "消し"),
        (rf"{_THROW}ほかす(?=[。！!\s]*$|(?:の|こと|方法))", "消す"),
        (
            r"(?<=[しえめせっ])と(?=いて(?:$|[、。！!？?\s]|くれ|ください|下さい|ほしい|もら|や|な|ね|よ))",
            "てお",
        ),
        (r"なんぼ(?!で?も|さん|町)", "いくら"),
        (r"(?<=[ばもらう])ええ(?=$|[。！!？?]|(?:ん|の|です|か|わ|よ|で)(?![一-龥]))", "いい"),
        (r"(?:(?<=[一-龥しりきちみびぎにてけせえべめれ])|(?<=[一-龥]い))まへん", "ません"),
        (r"(?<=[がもは事絡信答])(?:けえ|きい|こ)へん", "来ない"),
        (rf"(?:せえ|しい)(?:へん|ひん){_NOT_GOES_ON}", "しない"),
        (
            r"(?<=[かさたならわえけせてねめれべげ])(?<![ん何だっこ確]か)(?<![こそ][られ])へん"
            rf"{_NOT_GOES_ON}",
            "ない",
        ),
        (r"(?<![乗の])っとる(?=$|[、。！!？?\s]|[んのかけじがだでよねわ])", "っている"),
        (r"(?<=[決更正除録用])しとる(?=$|[、。！!？?\s]|[んのかけじがだでよねわ])", "している"),
        (r"やねん(?=けど|$|[。！!\s])", "なんです"),
        (rf"(?:じゃろう?|{_IS_IT}やろ|(?<=[うん])(?<!もう)やろう)(?=[。！!？?\s]*$)", "でしょう"),
        (rf"(?<=[一-龥ァ-ヶー])(?<!では)じゃ{_END}|(?<=だけ)じゃ{_END}|(?<=ほう)じゃ{_END}", "です"),
    )
)
_EXPLAINS = re.compile(
    r"(?<=[いうくすつぬむるぐぶたなっ])(?P<n>[んの])(?:や|じゃ)(?:ねん)?(?P<mark>[。．！!？?\s]*)$"
)
"""「送ればいいんや」: with a question word in front it asks."""
_KANA = re.compile(r"[ぁ-ん]")


def _explained(asks: bool) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found['n']}です{'か' if asks else ''}{found['mark']}"


def in_common_words(masked: MaskedText) -> MaskedText:
    """A Japanese text with the words of its dialect in common ones; any other text as it is."""
    if _KANA.search(masked) is None:
        return masked
    text = str(masked)
    for said, common in _COMMON:
        text = said.sub(common, text)
    text = _EXPLAINS.sub(_explained(_ASKS.search(text) is not None), text)
    return masked if text == masked else MaskedText(text)
