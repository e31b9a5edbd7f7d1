"""Checks of the theory itself: ontology, shapes and rules, as data that `render/` can show."""
