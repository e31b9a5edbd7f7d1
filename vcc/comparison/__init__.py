"""Cases beside each other: two codings of the same sources, several cases, periods of one case."""
