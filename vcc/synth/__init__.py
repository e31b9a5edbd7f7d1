"""Synthetic libraries: cases of any number, made of the words of the ontology, for load tests.

The archetypes (`archetypes/*.vcc`) are cases like any other; what varies in them are names, kinds,
clauses, dates and what is told at all. Nothing here knows what follows from a case.
"""
