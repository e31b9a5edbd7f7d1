# Facts as numbers: a table of them, found by subject, by object, or whole.


cdef struct Fact:
    int predicate   # its place among predicates, not its term
    int subject
    int object
    int round
    int next_forward   # the next fact with this predicate and subject; -1: none
    int next_backward  # the next fact with this predicate and object


cdef struct Row:
    int predicate
    int term   # the subject, or the object, that all facts of the row have
    int first  # the last fact that was added to it
    int next   # the next row of the predicate


cdef struct Index:
    Row* rows
    int count
    int room
    int* slots  # open addressing: number of a row + 1; 0: free
    unsigned int mask
    int* heads  # of each predicate, its last row


cdef enum:
    NONE = -1
    FORWARD = 0
    BACKWARD = 1
    FEW = 64


cdef inline unsigned int _mixed(unsigned int a, unsigned int b, unsigned int c) noexcept nogil:
    cdef unsigned int hash = a * 0x9E3779B1u + b * 0x85EBCA6Bu + c * 0xC2B2AE35u
    hash ^= hash >> 15
    hash *= 0x2C1B3C6Du
    return hash ^ (hash >> 13)


cdef void* _room(void* old, size_t size) except NULL:
    cdef void* made = realloc(old, size)
    if made == NULL:
        raise MemoryError
    return made


@cython.final
cdef class Facts:
    """A table of facts about numbered terms.

    Facts are appended in rounds: what a round adds is known at once, so that nothing is added
    twice, and found by rules when the round is `closed`.
    """

    cdef Fact* facts
    cdef int count    # of all facts
    cdef int visible  # of those that rules find
    cdef int room
    cdef int* slots
    cdef unsigned int mask
    cdef Index indexes[2]
    cdef int predicates

    def __cinit__(self):
        cdef int which
        self.mask = 2 * FEW - 1
        self.slots = <int*>calloc(self.mask + 1, sizeof(int))
        for which in range(2):
            self.indexes[which].mask = 2 * FEW - 1
            self.indexes[which].slots = <int*>calloc(2 * FEW, sizeof(int))
            if self.indexes[which].slots == NULL:
                raise MemoryError
        if self.slots == NULL:
            raise MemoryError

    def __dealloc__(self):
        cdef int which
        free(self.facts)
        free(self.slots)
        for which in range(2):
            free(self.indexes[which].rows)
            free(self.indexes[which].slots)
            free(self.indexes[which].heads)

    cdef int with_predicates(self, int count) except -1:
        """Make place for so many predicates."""
        cdef int which, number
        cdef Index* index
        if count <= self.predicates:
            return 0
        for which in range(2):
            index = &self.indexes[which]
            index.heads = <int*>_room(index.heads, count * sizeof(int))
            for number in range(self.predicates, count):
                index.heads[number] = NONE
        self.predicates = count
        return 0

    cdef inline int find(self, int predicate, int subject, int object) noexcept nogil:
        """The number of a fact, visible or not; -1 if there is none."""
        cdef unsigned int slot = _mixed(predicate, subject, object) & self.mask
        cdef Fact* fact
        cdef int number
        while True:
            number = self.slots[slot] - 1
            if number < 0:
                return NONE
            fact = &self.facts[number]
            if fact.subject == subject and fact.object == object and fact.predicate == predicate:
                return number
            slot = (slot + 1) & self.mask

    cdef int add(self, int predicate, int subject, int object, int round) except -1:
        """Append a fact that is not there yet; `predicate` has a place."""
        cdef Fact* fact
        cdef unsigned int slot
        if self.count == self.room:
            self.room = max(FEW, 2 * self.room)
            self.facts = <Fact*>_room(self.facts, self.room * sizeof(Fact))
        if <unsigned int>self.count * 2 > self.mask:
            self._rehash()
        fact = &self.facts[self.count]
        fact.predicate, fact.subject, fact.object = predicate, subject, object
        fact.round = round
        slot = _mixed(predicate, subject, object) & self.mask
        while self.slots[slot]:
            slot = (slot + 1) & self.mask
        self.count += 1
        self.slots[slot] = self.count
        return 0

    cdef int _rehash(self) except -1:
        cdef int number
        cdef unsigned int slot
        cdef Fact* fact
        self.mask = 4 * (self.mask + 1) - 1
        free(self.slots)
        self.slots = <int*>calloc(self.mask + 1, sizeof(int))
        if self.slots == NULL:
            raise MemoryError
        for number in range(self.count):
            fact = &self.facts[number]
            slot = _mixed(fact.predicate, fact.subject, fact.object) & self.mask
            while self.slots[slot]:
                slot = (slot + 1) & self.mask
            self.slots[slot] = number + 1
        return 0

    cdef int close(self) except -1:
        """Let rules find what was added."""
        cdef int number
        cdef Fact* fact
        cdef Row* row
        for number in range(self.visible, self.count):
            fact = &self.facts[number]
            row = self._row_for(FORWARD, fact.predicate, fact.subject)
            fact.next_forward, row.first = row.first, number
            row = self._row_for(BACKWARD, fact.predicate, fact.object)
            fact.next_backward, row.first = row.first, number
        self.visible = self.count
        return 0

    cdef inline int row(self, int which, int predicate, int term) noexcept nogil:
        """The number of the row of a predicate and a term; -1 if there is none."""
        cdef Index* index = &self.indexes[which]
        cdef unsigned int slot = _mixed(predicate, term, which) & index.mask
        cdef Row* row
        cdef int number
        while True:
            number = index.slots[slot] - 1
            if number < 0:
                return NONE
            row = &index.rows[number]
            if row.term == term and row.predicate == predicate:
                return number
            slot = (slot + 1) & index.mask

    cdef Row* _row_for(self, int which, int predicate, int term) except NULL:
        """The row of a predicate and a term, made if there is none."""
        cdef Index* index = &self.indexes[which]
        cdef int number = self.row(which, predicate, term)
        cdef Row* row
        if number >= 0:
            return &index.rows[number]
        if index.count == index.room:
            index.room = max(FEW, 2 * index.room)
            index.rows = <Row*>_room(index.rows, index.room * sizeof(Row))
        if <unsigned int>index.count * 2 > index.mask:
            self._rehash_rows(which)
        row = &index.rows[index.count]
        row.predicate, row.term, row.first = predicate, term, NONE
        row.next, index.heads[predicate] = index.heads[predicate], index.count
        self._into_slot(index, which, index.count)
        index.count += 1
        return row

    cdef int _rehash_rows(self, int which) except -1:
        cdef Index* index = &self.indexes[which]
        cdef int number
        index.mask = 4 * (index.mask + 1) - 1
        free(index.slots)
        index.slots = <int*>calloc(index.mask + 1, sizeof(int))
        if index.slots == NULL:
            raise MemoryError
        for number in range(index.count):
            self._into_slot(index, which, number)
        return 0

    cdef inline void _into_slot(self, Index* index, int which, int number) noexcept nogil:
        cdef Row* row = &index.rows[number]
        cdef unsigned int slot = _mixed(row.predicate, row.term, which) & index.mask
        while index.slots[slot]:
            slot = (slot + 1) & index.mask
        index.slots[slot] = number + 1

    cdef int withdraw(self, int round) except -1:
        """Take back all facts that were added after a round; nothing must be invisible."""
        cdef int number, left = 0, which
        cdef Index* index
        for number in range(self.count):
            if self.facts[number].round <= round:
                self.facts[left] = self.facts[number]
                left += 1
        if left == self.count:
            return 0
        self.count, self.visible = left, 0
        memset(self.slots, 0, (self.mask + 1) * sizeof(int))
        for number in range(left):
            self._known_again(number)
        for which in range(2):
            index = &self.indexes[which]
            index.count = 0
            memset(index.slots, 0, (index.mask + 1) * sizeof(int))
            for number in range(self.predicates):
                index.heads[number] = NONE
        return self.close()

    cdef void _known_again(self, int number) noexcept nogil:
        cdef Fact* fact = &self.facts[number]
        cdef unsigned int slot = _mixed(fact.predicate, fact.subject, fact.object) & self.mask
        while self.slots[slot]:
            slot = (slot + 1) & self.mask
        self.slots[slot] = number + 1


cdef inline int following(Facts table, int which, int number) noexcept:
    """The next fact of a row."""
    return table.facts[number].next_backward if which else table.facts[number].next_forward
