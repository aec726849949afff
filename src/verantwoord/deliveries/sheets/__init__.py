"""What runs in the process that reads a spreadsheet: its cells, their kinds and what is hidden."""
