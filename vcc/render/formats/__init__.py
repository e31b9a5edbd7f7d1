"""What checking found, in the formats of people and of other tools: one module a format.

A document is written file by file, so that no library is too large for one. A module says what one
file adds (`part`), what stands between two texts (`BETWEEN`), and, once all files are known, what
stands before and behind them (`ends`). `parts.py` has what goes between, `document.py` the rest.
"""
