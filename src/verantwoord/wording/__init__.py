"""Numbers, periods and sentences about figures, as a reader sees them."""
