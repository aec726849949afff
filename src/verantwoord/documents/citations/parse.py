"""The longest beginning of a text that the grammar accepts, as a tree."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

LONGEST = 600  # characters; the longest enumeration seen in the examples has 165


@cache
def _lark(start_rule: str) -> Lark:
    """One parser for each rule: states shared between rules would blur what the lexer expects."""
    grammar = resources.files(__package__).joinpath("citations.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=start_rule,
        maybe_placeholders=False,
    )


def longest_tree(text: str, start_rule: str, start: int) -> Tree[Token] | None:
    """Parse from `start` as far as the rule goes; None when no beginning is a sentence of it.

    Positions in the tree count from `start`. Work is bounded by LONGEST, so a hostile text costs
    at most a constant for each candidate.
    """
    piece = text[start : start + LONGEST]  # a copy: lark counts the lines before a slice
    return _to_the_end(piece, start_rule) or _to_the_last_that_may_end(piece, start_rule)


def _to_the_end(piece: str, start_rule: str) -> Tree[Token] | None:
    """Parse until the lexer knows no token; most references end there, and nothing is kept."""
    parser: Any = _lark(start_rule).parse_interactive(piece)
    stream = parser.lexer_thread.lex(parser.parser_state)
    token = Token("$END", "")
    while True:
        try:
            token = next(stream)
        except (StopIteration, UnexpectedInput):
            return _ended(parser.parser_state, token)
        try:
            parser.feed_token(token)
        except UnexpectedInput:  # the state is spoilt: some rules were reduced already
            return None


def _to_the_last_that_may_end(piece: str, start_rule: str) -> Tree[Token] | None:
    """Parse on past the end ("nr. 4, p. 12 en de motie") and go back to where it could end."""
    parser: Any = _lark(start_rule).parse_interactive(piece)
    states = []
    token = Token("$END", "")
    stream = parser.lexer_thread.lex(parser.parser_state)
    while True:
        states.append(parser.parser_state.copy(deepcopy_values=False))
        try:
            token = next(stream)
            parser.feed_token(token)
        except (StopIteration, UnexpectedInput):
            break
    for state in reversed(states):
        tree = _ended(state, token)
        if tree is not None:
            return tree
    return None


def _ended(state: Any, last: Token) -> Tree[Token] | None:
    try:
        tree: Tree[Token] = state.feed_token(Token.new_borrow_pos("$END", "", last), True)
    except UnexpectedInput:
        return None
    return tree
