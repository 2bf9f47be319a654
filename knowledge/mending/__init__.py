"""Questions written badly (kana only, half converted, wrong kanji of the right sound) put into ordinary spelling."""
