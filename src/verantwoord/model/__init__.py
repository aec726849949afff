"""What things are: the definitions of a pack, checked when they are made.

Nothing here reads a delivered file, a clock, a database or the network.
"""
