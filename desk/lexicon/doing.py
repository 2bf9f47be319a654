"""What customers want done with their data: the verbs of the rights, and the forms in which they are told to a desk."""

from desk.lexicon.wordlist import words

REMOVAL_JA = words("削除|消去|抹消")
DISPOSAL_JA = words("破棄|廃棄")
"""Of papers and recordings, and what a company does by itself (「何年で廃棄」)."""
CORRECTION_JA = words("訂正|修正")
CHANGE_JA = words("変更")
"""Of data, and of plans, orders and contracts."""
DISCLOSURE_JA = words("開示")
STOP_JA = words("停止")
WITHDRAWAL_JA = words("撤回")
RIGHTS_JA = (*REMOVAL_JA, *CORRECTION_JA, *CHANGE_JA, *DISCLOSURE_JA, *STOP_JA, *WITHDRAWAL_JA)
"""What is done to data on somebody's wish, whoever speaks of it."""
EVERYDAY_JA = words("更新|追加|中止")
"""Said of data, and of contracts, orders and events: only where somebody tells the desk to do it."""
LEAVING_JA = words("退会|解約")
DO_TO_DATA_JA = (*RIGHTS_JA, *DISPOSAL_JA, *EVERYDAY_JA)
"""Verbs with する that make a command."""
DO_IT_JA = words("消して|直して|書き換えて|書き直して|取り消して")
"""Others, in the form in which one commands and asks; 「止めて」 and 「やめて」 need a thing before them."""

REMOVAL_EN = words("delete|erase|remove")
CORRECTION_EN = words("correct|rectify|update|change|fix")
DISCLOSURE_EN = words("disclose")
SHOWING_EN = words("show me|send me")
CLOSING_EN = words("close|cancel|deactivate|terminate|quit")
"""Of an account."""
DO_TO_DATA_EN = (*REMOVAL_EN, *CORRECTION_EN, *DISCLOSURE_EN)
REMOVED_EN = words("deleted|erased|removed")
CORRECTED_EN = words("corrected|rectified|updated|changed|fixed")
DONE_EN = (
    *REMOVED_EN,
    *CORRECTED_EN,
    *words("disclosed|closed|cancelled|canceled|deactivated|terminated|stopped"),
)
"""What one wishes to be done with it."""

REMOVAL_ZH = words("删除|刪除|删掉|刪掉|清除")
CORRECTION_ZH = words("更正|修改")
AMENDMENT_ZH = words("改正")
"""Of data; in Japanese, of a law or a policy: only in a sentence that is surely Chinese."""
DISCLOSURE_ZH = words("披露")
SEEING_ZH = words("查阅|查看|查询")
"""Of one's own data; or of a site, a parcel or how a request stands: only where it is applied for."""
CLOSING_ZH = words("注销|关闭")
"""Of an account."""
DO_TO_DATA_ZH = (*REMOVAL_ZH, *CORRECTION_ZH, *DISCLOSURE_ZH)
