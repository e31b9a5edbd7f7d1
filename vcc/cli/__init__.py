"""The command line: one command per file, each a `command` that is imported when called."""
