"""Open data of the Tweede Kamer."""
