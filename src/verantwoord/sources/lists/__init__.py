"""Lists that people keep in spreadsheets."""
