"""Whether a case is well formed: SHACL shapes in, a report as data out."""
