"""The built-in functions of expressions and how many arguments each takes.

What they compute stands in `engine/builtins/`; a test keeps the two tables equal.
"""

from __future__ import annotations

from typing import Final

MANY: Final = 1_000_000

# name → (fewest, most) arguments
FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    "STR": (1, 1), "LANG": (1, 1), "LANGMATCHES": (2, 2), "LANGDIR": (1, 1), "DATATYPE": (1, 1),
    "IRI": (1, 1), "URI": (1, 1), "BNODE": (0, 1), "ABS": (1, 1), "CEIL": (1, 1),
    "FLOOR": (1, 1), "ROUND": (1, 1), "CONCAT": (0, MANY), "SUBSTR": (2, 3), "STRLEN": (1, 1),
    "REPLACE": (3, 4), "UCASE": (1, 1), "LCASE": (1, 1), "ENCODE_FOR_URI": (1, 1),
    "CONTAINS": (2, 2), "STRSTARTS": (2, 2), "STRENDS": (2, 2), "STRBEFORE": (2, 2),
    "STRAFTER": (2, 2), "YEAR": (1, 1), "MONTH": (1, 1), "DAY": (1, 1), "HOURS": (1, 1),
    "MINUTES": (1, 1), "SECONDS": (1, 1), "TIMEZONE": (1, 1), "TZ": (1, 1), "NOW": (0, 0),
    "UUID": (0, 0), "STRUUID": (0, 0), "IF": (3, 3), "STRLANG": (2, 2), "STRLANGDIR": (3, 3),
    "STRDT": (2, 2), "SAMETERM": (2, 2), "ISIRI": (1, 1), "ISURI": (1, 1), "ISBLANK": (1, 1),
    "ISLITERAL": (1, 1), "ISNUMERIC": (1, 1), "HASLANG": (1, 1), "HASLANGDIR": (1, 1),
    "REGEX": (2, 3), "ISTRIPLE": (1, 1), "TRIPLE": (3, 3), "SUBJECT": (1, 1),
    "PREDICATE": (1, 1), "OBJECT": (1, 1),
}  # fmt: skip

# Local names of the casts `xsd:integer(…)`.
CASTS: Final = ("string", "boolean", "integer", "decimal", "double", "float", "dateTime", "date")

# What SPARQL has and SPARQL-RL leaves out on purpose, with what to write instead.
LEFT_OUT: Final = {
    "BOUND": "NOT", "COALESCE": "IF", "EXISTS": "NOT", "RAND": "UUID", "MD5": "STR",
    "SHA1": "STR", "SHA256": "STR", "SHA384": "STR", "SHA512": "STR",
}  # fmt: skip

# What other languages call a function that SPARQL-RL has.
ELSEWHERE: Final = {
    "UPPER": "UCASE", "LOWER": "LCASE", "LENGTH": "STRLEN", "LEN": "STRLEN",
    "SUBSTRING": "SUBSTR", "CEILING": "CEIL", "ISNUMBER": "isNUMERIC", "STARTSWITH": "STRSTARTS",
    "ENDSWITH": "STRENDS", "LIKE": "REGEX", "MATCHES": "REGEX", "TODAY": "NOW",
    "CONCATENATE": "CONCAT", "INT": "xsd:integer", "TOSTRING": "STR", "ISNULL": "NOT { … }",
}  # fmt: skip
