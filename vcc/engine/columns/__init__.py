"""The *columns* executor: the same plan over sorted integer arrays, for libraries and big graphs.

Needs numpy, which is optional: nothing here imports it before the executor is asked for. Read
`relation` (facts), `join` (one pattern), `pipeline` (one rule), `fixpoint` (all rules), and
`run`, which prepares a plan and draws conclusions.
"""
