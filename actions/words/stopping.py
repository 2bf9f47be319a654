"""「やめてほしい」, said to the answer that data is used or passed on: that is to stop, and nothing to cancel. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.case import Case
from actions.words.after_all import said_last
from desk.lexicon import wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType

_STOP = re.compile(
    r"^(?:(?:それ|そういうの|それら|そんなの|そんなこと|提供|共有|利用|それだけ)(?:は|を)?[、\s]*"
    r"|(?:もう|今すぐ|すぐ(?:に)?|絶対(?:に)?|できれば|じゃあ?|では|なら|だったら|いや)[、\s]*)*"
    rf"(?:(?:[や止]め|停止し)て?(?:{any_of(wishing.DO_FOR_ME_JA)}|(?:くれ|もらえ|いただけ)(?:ます|る|ません|まっ|へん|まへん)"
    r"|くれはり?(?:ます|る|まっ|まへん)|よ|ね|や)?"
    r"|(?:[や止]められ|(?:停止|拒否)(?:を)?(?:でき|出来))(?:(?:ます|る|まっ)(?=[かんの?？])|(?:ません|へん|まへん|ない)(?=か|の|ん|です|[?？]))"
    rf"|拒否(?:し(?:ます|たい)|する)?|(?:し|使わ|渡さ)ないで{any_of(wishing.DO_FOR_ME_JA)}?)"
    r"(?:です|ん(?:です)?(?:けど|が)?|の|か|かいな|ね|な)*[。！!?？\s]*$"
    r"|^(?:(?:please|then|no|ok(?:ay)?|i want you to|can you|could you)[,\s]+)*"
    r"(?:stop (?:it|that|this|doing (?:that|this|it))|don't do (?:that|this|it)|stop)"
    r"(?: (?:please|now|immediately))*[.!?\s]*$"
    r"|^(?:那|请|請|我要|我想|希望)*(?:(?:可以|能)?停止(?:提供|使用|共享|这样做|這樣做)?(?:吗|嗎)?|不要(?:这样|這樣|提供|再提供)(?:了)?|别(?:这样|提供)(?:了)?)[。！？!?\s]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"提供|渡|共有|共同利用|海外|国外|外国|移転|転送|販売|売って|委託|第三者|他社|利用|使用|使って|使われ|広告|クッキー"
    r"|\b(?:shar\w+|third part\w+|s[eo]ll\w*|sold|transfer\w*|abroad|overseas|pass(?:ed|ing)? on"
    r"|us(?:e|ed|ing)|see|advertis\w+)\b"
    r"|提供|共享|转移|轉移|國外|境外|第三方|出售|使用",
    re.IGNORECASE,
)


def wants_it_to_stop(text: str) -> bool:
    """Whether something is to stop, and what is not named (「やめて」, "stop it")."""
    return _STOP.match(text.strip()) is not None


def wants_that_stopped(text: str, question: str | None) -> bool:
    """Whether somebody wants an end of what they have just asked about, and names nothing else. `question`: that."""
    return bool(question) and _GOES_ON.search(str(question)) is not None and wants_it_to_stop(text)


def takes_up_the_stop(case: Case, text: str, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether somebody who has just been offered a request against advertisements says that they are to stop
    (「止めて」, "stop it"): that takes the offer up, and cancels nothing."""
    offered = case.offer in (RequestType.USE_STOP, RequestType.OBJECTION)
    return (
        offered
        and wants_it_to_stop(text)
        and any(one.utterance.startswith("matter.stop_marketing") for one in said_last(events))
    )
