"""A case as RDF: which triples its text states, and where each of them was written."""
