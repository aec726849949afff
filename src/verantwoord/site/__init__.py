"""The pages of a release; nothing is computed here."""
