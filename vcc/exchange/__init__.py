"""Cases as RDF datasets for other tools, and RDF back as cases."""
