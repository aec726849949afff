"""Takes a published document apart: text, furniture, joins, sections, sentences, findings."""

from verantwoord.documents.reading.document import ReadDocument, Sentence, SentenceFinding
from verantwoord.documents.reading.read import read, read_extract

__all__ = ["ReadDocument", "Sentence", "SentenceFinding", "read", "read_extract"]
