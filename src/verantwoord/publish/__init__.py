"""Turns figures into a release: a folder with pages, open data and a receipt, frozen for good.

Nothing is computed here that another part could compute; only rounding, hiding small numbers and
the wording are ours. The same inputs give the same bytes: no clock, no path, no random order.
"""
