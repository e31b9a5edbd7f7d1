"""Do the rules hold for cases that no paper saw? Labels of readers against what is concluded.

`python -m tests.practice` prints the agreement as a table, and every disagreement with its reason.
"""
