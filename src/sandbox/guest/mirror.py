# The mirror: memory that the zygote shares with one child and no other process has. What the child's action prints stands
# there as well, so that it outlives the process (decision 002); and while the child is set back (renewal.py), what it has to
# do for that. The zygote clears it first, and the child wipes the rest before an action runs: nothing of one action is left in it.

import ctypes
import mmap
import struct

PAGE = mmap.PAGESIZE
HEADER = struct.Struct("<Q")  # how many bytes the action has printed; before, where the child's heap ends
LIST_BYTES = 32 * PAGE
ORDERS = struct.Struct("<QQ")  # an address and a size
MAX_ORDERS = PAGE // ORDERS.size - 1


class Mirror:
    """`list` and `orders`: where they begin. Addresses are the same in the zygote and in the child."""

    def __init__(self, output_bytes):
        self.output_bytes = output_bytes
        self.orders = -(-(HEADER.size + output_bytes) // PAGE) * PAGE
        self.list = self.orders + PAGE
        self.memory = mmap.mmap(-1, self.list + LIST_BYTES)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))

    def keep_from_next_child(self):
        self.memory.madvise(mmap.MADV_DONTFORK)

    def clear(self):
        ctypes.memset(self.address, 0, len(self.memory))

    def write(self, place, data):
        ctypes.memmove(self.address + place, data, len(data))

    def order(self, break_at, regions):
        """What the child shall do before anything else: let its heap end at `break_at` again, and unmap `regions`, addresses and
        sizes. See ground.carry_out."""
        self.write(self.orders, b"".join(ORDERS.pack(*pair) for pair in [(break_at, len(regions)), *regions]))

    def has_count(self):
        """Whether what stands first can be what an action has printed; a heap ends far above."""
        return HEADER.unpack_from(self.memory)[0] <= self.output_bytes

    def printed(self):
        size = min(HEADER.unpack_from(self.memory)[0], self.output_bytes)
        return self.memory[HEADER.size:HEADER.size + size]
