"""Charts as plain, deterministic SVG: few forms, each with title, description and text labels.

A template of our own instead of Altair + vl-convert (STACK 8): four forms are enough, a chart costs
well under a millisecond, and every mark has a word or a pattern beside its colour. Each chart is
drawn twice, wide and narrow, because text in a scaled SVG is unreadable at 320 px; the style sheet
shows one of the two.
"""
