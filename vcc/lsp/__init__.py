"""The language server: a thin adapter from the Language Server Protocol to `vcc/ide/`."""
