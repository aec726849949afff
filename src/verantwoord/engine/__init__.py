"""Accepted tables, definitions and dates become figures with their trace (DESIGN 5).

Knows nothing of how rows were delivered or how figures are shown.
"""
