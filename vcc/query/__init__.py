"""SPARQL over what cases state and what follows from it."""
