"""The case language: text → case, and back. See README.md beside this file for the language."""
