"""Which words exist: namespaces, RDF terms, and the terms of the ontology."""
