"""A release: frozen inputs, figures, open data and receipt, and the way back (`verify`)."""
