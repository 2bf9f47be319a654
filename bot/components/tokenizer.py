"""Japanese words for Rasa: Rasa's own tokenizers split at white space, which Japanese has none of."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from knowledge.tokenizing import tokens


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SudachiTokenizer(Tokenizer):
    """Tokens are words as they stand in the text (the surface); the lemma is Sudachi's normalised form."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`mode`: Sudachi's unit, "A" (short) to "C" (named entities whole)."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
            "mode": "A",
        }

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages that it needs."""
        return ["sudachipy", "sudachidict_core"]

    @staticmethod
    def supported_languages() -> Optional[List[Text]]:
        """Sudachi splits Latin script at white space, which is enough for English in between."""
        return ["ja", "en", "zh"]

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """The words of the text, without the white space between them."""
        text = message.get(attribute)
        words = [
            Token(word.surface, word.start, word.end, lemma=word.normalized)
            for word in tokens(text, self._config["mode"])
            if word.surface.strip()
        ]
        return self._apply_token_pattern(words)
