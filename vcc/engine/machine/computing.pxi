# What operators compute: filters, values, and what is collected for aggregates.


cdef class Computing(State):
    """What is computed is computed by functions of Python, each result remembered there."""

    @cython.final
    cdef tuple terms(self, int place):
        """The terms that some arguments stand for."""
        cdef int* arguments = &self.theory.arguments[place]
        cdef int number
        return tuple([
            self.name(self.value(arguments[number])) for number in range(1, arguments[0] + 1)
        ])

    @cython.final
    cdef object looked_up(self, int function, int arguments):
        cdef object table = self.theory.function(function)
        cdef tuple key = self.terms(arguments)
        cdef PyObject* found = PyDict_GetItemWithError(table, key)
        return <object>found if found != NULL else table[key]

    @cython.final
    cdef bint computed(self, Op* op) except -1:
        """Whether a filter lets a solution pass, or a value could be computed."""
        cdef object found
        cdef str one
        if op.kind == SELECT:
            return self.looked_up(op.b, op.c)
        if op.kind == EQUAL:
            one = self.name(self.value(self.theory.arguments[op.a]))
            # Only literals, and triple terms of them, have values that differ from terms.
            if one[0] != u'"' and one[1] != u"<":
                return (
                    self.value(self.theory.arguments[op.a])
                    == self.value(self.theory.arguments[op.a + 1])
                ) != ((op.flags & NEGATED) != 0)
            return self.looked_up(op.b, op.c)
        if op.kind == EXTEND:
            found = self.looked_up(op.b, op.c)
            if found is None:
                return False
        else:
            found = self.theory.function(op.b)(*self.terms(op.c))
        self.registers[~op.a] = self.number(found)
        return True

    @cython.final
    cdef int collect(self, Op* op) except -1:
        self.groups.setdefault(self.values(op.a), []).append(self.values(op.b))
        return 0

    @cython.final
    cdef tuple values(self, int place):
        cdef int* arguments = &self.theory.arguments[place]
        cdef int number
        return tuple([self.value(arguments[number]) for number in range(1, arguments[0] + 1)])
