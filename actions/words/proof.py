"""A proof of what the company says is demanded (「違うと言うなら証拠出して」, "prove it", 「拿证据来」). Pure.

The dialogue model hears a no to what was offered; only people can answer it.
"""

import re

_PROOF = re.compile(
    r"(?:証拠|根拠|エビデンス)(?:を|が|は)?(?:ちゃんと|今すぐ|すぐに?)?[、\s]?(?:出し|見せ|示し|提示し|提出し"
    r"|よこし)(?:て(?!も)(?:ください|下さい|くれ|もらえ|みろ|ほしい|よ)?|ろ|なさい)?(?:ます)?(?:よ|ね"
    r"|か)*[。！!？?\s]*$"
    r"|(?:証拠|根拠)は(?:ある|あります|どこ)(?:の|ん)?(?:です)?か?[。！!？?\s]*$"
    r"|^(?:if [^,]{1,40},\s+)?(?:(?:then|so|well|no|ok(?:ay)?),?\s+)*(?:prove it|(?:show|give) me (?:some |the |any "
    r"|your )?(?:proof|evidence)|where(?:'s| is) (?:the|your) (?:proof|evidence))[.!?\s]*$"
    r"|(?:拿|给我?看?|出示|把)(?:出)?(?:点|一下)?(?:证据|證據)(?:拿)?(?:出)?(?:来|看看"
    r"|给我看?)?[啊吧呀。！!？?\s]*$|(?:证据|證據)(?:呢|在哪[里儿]?)[？?。！!\s]*$",
    re.IGNORECASE,
)
_OWN_PROOF = re.compile(
    r"^(?:私|僕|自分)(?:が|は|の)|出しました|出します|見せました|要りますか|必要|\bi (?:can|will|have|must)\b"
    r"|我(?:有|可以|会|已经)",
    re.IGNORECASE,
)


def demands_proof(text: str) -> bool:
    """Whether a proof is demanded of the company (「証拠出して」): what it asks of the writer is another matter."""
    told = text.strip().replace("’", "'")
    return _PROOF.search(told) is not None and _OWN_PROOF.search(told) is None
