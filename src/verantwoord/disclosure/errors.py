"""What can go wrong with hiding; a release is then not made."""

from verantwoord.errors import VerantwoordError


class DisclosureError(VerantwoordError):
    """A hidden number could be known from what would be published."""
