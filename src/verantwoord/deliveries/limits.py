"""How big, deep and wide a delivery may be; own choices, guarded by the tests of bad input.

A limit is there so that one file can neither fill the memory nor the disk of who receives it.
"""

from __future__ import annotations

MAX_FILE_BYTES = 4 * 1024**3
MAX_UNPACKED_BYTES = 4 * 1024**3  # of one zip container (xlsx, ods)
MAX_RATIO = 300  # unpacked / packed of a container above RATIO_FROM_BYTES
RATIO_FROM_BYTES = 50 * 1024**2
MAX_CONTAINER_FILES = 2_000
MAX_COLUMNS = 500
MAX_LINE_CHARS = 1_000_000  # one line of text, header included
MAX_CELL_CHARS = 32_767  # what one cell of a spreadsheet can hold
MAX_SHOWN = 1_000  # findings on a screen; all are counted
MAX_RETURNED = 100_000  # findings in a workbook that is given back
MAX_RETURNED_CELLS = 2_000_000  # of a larger file that workbook has the rows with findings
MAX_RETURNED_ROWS = 100_000  # of a larger file
MAX_COMMENTS = 10_000  # in that workbook; every finding is in its list
MAX_VALUE_CHARS = 1_000  # of a value beside a finding
MAX_DISTINCT = 100_000  # different texts in a column of periods or organisations
READER_MEMORY_BYTES = 4 * 1024**3  # address space of the process that reads a spreadsheet
READER_SECONDS = 600
ENGINE_MEMORY = "1GB"
