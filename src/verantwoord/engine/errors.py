"""What can stop a computation."""

from verantwoord.errors import VerantwoordError


class EngineError(VerantwoordError):
    """The inputs of a computation are not what the log says, or the SQL cannot run."""
