"""Takes a published document apart: text, furniture, joins, sections, sentences, findings."""

from verantwoord.documents.reading.document import Document, Finding, Sentence
from verantwoord.documents.reading.read import read, read_extract

__all__ = ["Document", "Finding", "Sentence", "read", "read_extract"]
