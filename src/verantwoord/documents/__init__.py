"""Reading what government publishes: citations, documents, claims and what covers them.

`citations` finds references, `reading` takes a file apart into sentences with findings, `coverage`
links claims to the register. Nothing here knows a pack: names and ids come in as plain values.
"""
