"""How customers speak of themselves."""

from desk.lexicon.wordlist import words

I_JA = words("私|わたし|わたくし|あたし|僕|ぼく|ボク|俺|おれ|オレ|自分|当方")
I_DIALECT_JA = words("わし|ワシ|わて|おいら|あたい")
"""And parts of other words (「いわし」, 「いわて」): where they stand alone, `desk.chat.dialect` puts 「私」 in their
place."""
I_KANSAI_JA = words("あて")
"""And whom something is sent to (「あて先」), or what one counts on (「あてにする」): only in 「あての」."""
HOME_JA = words("うち")
"""Oneself, one's home or one's family (「うちの情報」, 「うちの子」), and a part of 「そのうち」: only where it cannot
be mistaken."""
THIS_SIDE_JA = words("こっち|こちら")
"""Who speaks, or the desk: 「こちらの窓口」."""
