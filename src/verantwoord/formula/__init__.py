"""The small language of formulas and rules: one text, one value, one unit."""
