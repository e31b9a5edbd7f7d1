"""Quotes ↔ source texts: is every quote in its source, where, and how that stays checkable.

`statements.py` (what a case cites) · `sources.py` + `content*.py` (files → texts) · `normal.py`
(what counts as the same) · `search.py`, `nearest.py`, `place.py` (where a quote stands) ·
`lock.py` (evidence.lock) · `check.py` (all of it for one case).
"""
