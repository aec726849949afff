"""The workbook that a sender gets back: their own, with what was found marked in it."""
