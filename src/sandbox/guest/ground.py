# The ground: all memory that a child has when it is armed, laid out so that its filters (walls.py) can keep it from taking any
# of that away, and so that what it maps later can be told from it. What a renewal (renewal.py) rests on.

import ctypes
import errno
import mmap

from host_os import host_os as os
from mirror import ORDERS
from seccomp import MACHINES, libc, this_machine

PAGE = mmap.PAGESIZE
RESERVE_BYTES = 8 << 30  # of addresses, not of memory
STRETCH_BYTES = 4 << 30  # what a filter can tell apart
STACK_BYTES = 512 << 10  # what the stack may grow to without changing the map
WINDOW_STRETCHES = 16  # of 4 GB below the reserve, where new mappings come to lie
GAP_SIZES = [PAGE << bits for bits in (14, 12, 10, 8, 6, 4, 2, 0)]
PROT_NONE, PRIVATE_NORESERVE = 0, 0x4022
M_TRIM_THRESHOLD = -1  # malloc.h of glibc
BRK = MACHINES["x86_64"]["brk"]  # nothing stands on a ground elsewhere


class Ground:
    """Where the child's armed memory ends: no call takes anything above `reserve` or below `break_at` from it."""

    def __init__(self, reserve, reserved_bytes, break_at):
        self.reserved_bytes = reserved_bytes  # of addresses, all in all
        self.break_at = break_at
        self.window_to = reserve - 1
        self.window_from = reserve - WINDOW_STRETCHES * STRETCH_BYTES


def stand_on_ground():
    """Reserves addresses below all that is mapped, and between, so that what comes later lies apart: within the reach of a
    filter that compares the upper halves of addresses. None where the memory is laid out otherwise."""
    if this_machine() != "x86_64":
        return None
    libc.mmap.restype = libc.sbrk.restype = ctypes.c_void_p
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_TRIM_THRESHOLD, 1 << 30)  # the C library takes a refused brk for granted
    reserve, break_at = _reserve(RESERVE_BYTES + STRETCH_BYTES), libc.sbrk(0)
    if reserve is None:
        return None
    below = -reserve % STRETCH_BYTES  # let it begin where a stretch does: no call then reaches both it and what is below
    if below:
        libc.munmap(ctypes.c_void_p(reserve), ctypes.c_size_t(below))
    reserve += below
    if break_at >= reserve - (WINDOW_STRETCHES + 1) * STRETCH_BYTES:
        return None
    reserved_bytes = RESERVE_BYTES + STRETCH_BYTES - below
    for size in GAP_SIZES:
        gap = _reserve(size)
        while gap is not None and gap > reserve:
            reserved_bytes += size
            gap = _reserve(size)
        if gap is not None:
            libc.munmap(ctypes.c_void_p(gap), ctypes.c_size_t(size))
    return Ground(reserve, reserved_bytes, break_at)


def _reserve(size):
    address = libc.mmap(None, ctypes.c_size_t(size), PROT_NONE, PRIVATE_NORESERVE, -1, 0)
    return None if address == ctypes.c_void_p(-1).value else address


def carry_out(orders):
    """Unmaps what an earlier execution has mapped (mirror.py), and forgets the orders. Until then the C library must not get
    memory: it would take the heap to end where it did when the child was armed. Raises OSError when it can't."""
    break_at, count = ORDERS.unpack_from(orders)
    if break_at and libc.syscall(BRK, ctypes.c_void_p(break_at)) != break_at:
        raise OSError(errno.ENOMEM, "brk")
    for n in range(1, count + 1):
        begin, size = ORDERS.unpack_from(orders, n * ORDERS.size)
        if libc.munmap(ctypes.c_void_p(begin), ctypes.c_size_t(size)) != 0:
            raise OSError(ctypes.get_errno(), "munmap")
    ctypes.memset(orders, 0, PAGE)


class Mapping:
    """A line of /proc/PID/maps."""

    __slots__ = ("begin", "end", "rights", "device", "name")

    def __init__(self, line):
        addresses, self.rights, _, self.device, _, *name = line.split(None, 5)
        self.begin, self.end = [int(end, 16) for end in addresses.split(b"-")]
        self.name = name[0].strip() if name else b""


def read_maps(descriptor, most=1 << 30):
    """At most about `most` bytes of it."""
    text, piece = b"", os.pread(descriptor, 1 << 16, 0)
    while piece and len(text) < most:
        text += piece
        piece = os.pread(descriptor, 1 << 16, len(text))
    return text


def grow_stack(own_maps):
    """Lets the stack have its final size now; only the page at its end is used."""
    for mapping in map(Mapping, own_maps.splitlines()):
        if mapping.name == b"[stack]" and mapping.end - mapping.begin < STACK_BYTES:
            ctypes.memset(mapping.end - STACK_BYTES, 0, 1)
