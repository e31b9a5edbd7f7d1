"""What checking found, in the formats of other tools: one module a format.

Every module has one function, `text_from_outcomes(outcomes, language, version)`, which gives the
whole document.
"""
