"""What one sentence says: amounts, targets, claims of progress, names, motions, commitments.

Each module offers a function from a repaired sentence to marks: a kind, the place in the sentence,
and values. `reading` turns places into spans of the original.
"""
