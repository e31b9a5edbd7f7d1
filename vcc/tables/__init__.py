"""Many cases as tables: one pure function from texts to rows, and all that is made of them.

`compile.py` is that function; `build.py` runs it over a folder, partition by partition, and
`spark.py` on a cluster. `database.py` asks the tables in SQL, `statistics.py` counts them,
`configuration.py` makes the table that QCA wants, `frames.py` hands them to Python.
"""
