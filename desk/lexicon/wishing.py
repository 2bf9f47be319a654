"""How a wish is put: what stands behind the verb in Japanese, and before it in English and Chinese."""

from desk.lexicon.wordlist import words

DO_FOR_ME_JA = words("ください|下さい|くれ|ちょうだい|頂戴|ほしい|欲しい|もらいたい|いただきたい")
"""Behind a verb in the form of 「消して」."""
ASKING_EN = words("please|kindly|can you|could you|will you|would you")
"""In front of a bare verb."""
ASKING_ZH = words("请|請|麻烦|麻烦你|麻烦您|麻烦你们|帮我|幫我|给我|給我")
