"""Measures the engine and the checks on seeded data, beside what others do with the same data.

Everything is timed in one run on one machine, so that the ratios mean something; the seconds are of
that machine only. Nothing here is used by the product.
"""
