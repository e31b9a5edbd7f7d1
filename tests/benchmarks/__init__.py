"""The same rules over the same facts in our two executors and in every peer that is installed.

`python -m tests.benchmarks --help` tells how to run it, README.md what is measured.
"""
