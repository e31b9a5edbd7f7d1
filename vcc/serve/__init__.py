"""A SPARQL endpoint over a library of cases: read-only, isolated, reloadable.

    paths → build (a generation on disk) → preloaded (a process that holds it)
          → worker (a fork that answers queries) → pool → app (HTTP)

A query never runs in the process that talks to the network: it runs in a worker that can be
killed, sees no network, and shares the data with its siblings (copy on write, or a read-only
store on disk). An answer is whole before its first byte is sent.
"""
