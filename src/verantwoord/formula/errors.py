"""What goes wrong in an expression."""

from __future__ import annotations

from verantwoord.errors import VerantwoordError


class ExpressionError(VerantwoordError):
    """A formula, rule or view is outside the allowed language; the pack loader adds the place."""

    exit_code = 4
