"""Other people's data, read into register items with notes on what was doubtful."""
