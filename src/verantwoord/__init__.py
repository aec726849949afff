"""With which a government accounts for its own operations."""

__version__ = "0.1.0"
