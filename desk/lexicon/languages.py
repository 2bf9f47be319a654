"""Languages that the desk does not speak, by what stands in nearly every sentence of theirs.

None of these words is English, a part of a name (`de`, `van`) or Japanese in Latin letters; a message has to hold
several of one language.
"""

from desk.lexicon.wordlist import Words, words

_GERMAN = words(
    "ich|mich|mir|mein|meine|meinen|meiner|meinem|ihr|ihre|ihren|ihrer|sie|wir|nicht|kein|keine|und|oder|aber"
    "|ist|sind|wird|werden|wurde|habe|haben|kann|können|muss|möchte|moechte|würde|bitte|danke|hallo|guten|wie"
    "|warum|wann|wer|welche|eine|einen|einer|der|das|dem|für|über|auf|zu|zum|zur|dass|daten|löschen|loeschen"
    "|auskunft"
)
_FRENCH = words(
    "je|mes|vous|votre|vos|nous|notre|les|des|une|sont|suis|avez|pas|ne|veux|voudrais|souhaite|puis|pouvez"
    "|peut|faire|bonjour|merci|comment|pourquoi|combien|quel|quelle|quelles|quels|où|que|avec|dans|sur|aux|du"
    "|ce|cette|êtes|données|donnees|supprimer|effacer"
)
_SPANISH = words(
    "quiero|quisiera|deseo|necesito|puedo|puede|pueden|mis|su|sus|yo|usted|ustedes|hola|gracias|por|favor|cómo"
    "|como|qué|que|cuánto|cuál|dónde|cuándo|para|está|están|tengo|tienen|del|sobre|datos|borrar|eliminar"
)
_PORTUGUESE = words(
    "quero|queria|gostaria|preciso|posso|pode|podem|meu|meus|minha|minhas|você|vocês|seu|seus|olá|obrigado"
    "|obrigada|por|favor|como|que|quanto|qual|quais|onde|quando|para|uma|está|são|não|tenho|têm|das|sobre"
    "|dados|apagar|excluir"
)
_ITALIAN = words(
    "vorrei|voglio|posso|potete|può|miei|mie|ciao|buongiorno|grazie|favore|che|quanto|quale|quali|quando|gli"
    "|una|ho|avete|dei|delle|della|sui|dati|cancellare"
)
_DUTCH = words(
    "ik|mijn|jullie|uw|wij|niet|geen|het|een|wil|willen|kunnen|zou|graag|alstublieft|bedankt|hallo|hoe|waarom"
    "|wanneer|wie|welke|zijn|hebben|heb|voor|dat|gegevens|verwijderen"
)
_INDONESIAN = words(
    "saya|kami|anda|kalian|ingin|tolong|mohon|terima|kasih|apakah|bagaimana|berapa|kapan|bisa|dapat|tidak|yang"
    "|untuk|dengan|dari|ini|itu|pribadi|menghapus|hapus"
)
_TAGALOG = words("ang|mga|ako|aking|akin|gusto|paano|bakit|kailan|magkano|salamat|hindi|ninyo|niyo")
BY_WORDS: tuple[Words, ...] = (
    _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _DUTCH, _INDONESIAN, _TAGALOG,
)  # fmt: skip
VIETNAMESE_LETTERS = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ"
"""Letters of Vietnamese, and of next to nothing else."""
