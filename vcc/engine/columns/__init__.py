"""The *columns* executor: the same plan over sorted integer arrays, for libraries and big graphs.

Needs numpy, which is optional: nothing here imports it before the executor is asked for. Read
`relation` (the facts of one predicate), `delta` (those that are new), `join` (one pattern),
`pipeline` (one rule), `stratum` (rules that draw on each other), `fixpoint` (all rules), and
`run`, which prepares a plan and draws conclusions. Proofs are those of both executors:
`vcc/engine/proof.py` asks a view of the relations (`conclusions`) for rounds and matches.
"""
