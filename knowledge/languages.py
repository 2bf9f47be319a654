"""Which language a text is written in, as far as the desk has to know."""


def is_japanese(text: str) -> bool:
    """Whether a text is written in Japanese: kana are more than a tenth of its letters."""
    kana = sum("ぁ" <= character <= "ヶ" for character in text)
    return kana >= sum(character.isalpha() for character in text) / 10
