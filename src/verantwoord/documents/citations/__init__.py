"""Finds references to parliamentary documents, official journals and law in running text.

Candidates come from one compiled scan (scan.py); the text from there is parsed with the grammar of
citations.lark (parse.py); fold.py turns the tree into documents; identifiers.py makes ids and URLs
and says what was inferred.
"""

from verantwoord.documents.citations.citation import Citation
from verantwoord.documents.citations.find import find
from verantwoord.documents.citations.linked import Tied, with_links

__all__ = ["Citation", "Tied", "find", "with_links"]
