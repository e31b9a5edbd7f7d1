"""Many cases: which files, under which settings, what is waived, and what was there before."""
