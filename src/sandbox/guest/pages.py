# The pages of another process, as the zygote sees them from outside: which it has, which of them are its own, and what they
# hold. What renewal.py knows of children.

import ctypes
import mmap

from ground import PAGE
from host_os import host_os as os
from seccomp import libc
from shelf import MADV_DONTFORK, STORE_PAGES

# Documentation/admin-guide/mm/pagemap.rst: bits 56 (mapped by this process alone), 61 (of a file), 62 (swapped), 63 (present)
ALONE, OF_FILE, SWAPPED, PRESENT = 0x01, 0x20, 0x40, 0x80

libc.pread.restype = ctypes.c_ssize_t
libc.pread.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long]
libc.memcmp.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]


class CannotRenew(Exception):
    """This child can be armed and can run its one action, but not be renewed; the text says why."""


def checked(result):
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def address_of(memory):
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def read_memory(descriptor, runs, address):
    """Reads a process's memory from /proc/PID/mem to consecutive memory of ours. Not by process_vm_readv, which gives the
    process a copy of its own of each page that it reads."""
    for begin, size in runs:
        if checked(libc.pread(descriptor, address, size, begin)) != size:
            raise CannotRenew("not all of its memory can be read")
        address += size


class Span:
    """A stretch of addresses whose page flags are read at once: several mappings that lie close together."""

    def __init__(self, mapping):
        self.begin, self.end = mapping.begin, mapping.end
        self.mappings = [mapping]
        self.flags = b""

    def read_flags(self, pagemap):
        size = (self.end - self.begin) // PAGE * 8
        entries = os.pread(pagemap, size, self.begin // PAGE * 8)
        if len(entries) != size:
            raise CannotRenew("the kernel does not tell of its pages")
        return entries[7::8]


MAX_GAP_BYTES = 64 * PAGE


def spans_of(mappings):
    spans = []
    for mapping in mappings:
        if spans and mapping.begin - spans[-1].end <= MAX_GAP_BYTES:
            spans[-1].end = mapping.end
            spans[-1].mappings.append(mapping)
        else:
            spans.append(Span(mapping))
    return spans


SCRATCH_PAGES = 64


class Store:
    """What pages held when the first child was armed. Those of later children are nearly the same; an image keeps for itself
    only what differs. No contents pass through Python's memory: what the zygote has, its next children have."""

    def __init__(self, shelf):
        self.shelf = shelf
        self.places = {}  # page -> where on the shelf its contents stand
        self.fewest = STORE_PAGES  # that a child had to put back when it had run a few actions
        self.scratch = mmap.mmap(-1, SCRATCH_PAGES * PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.scratch.madvise(MADV_DONTFORK)
        self.scratch_at = address_of(self.scratch)

    def fill(self, descriptor, pages):
        if len(pages) > STORE_PAGES:
            raise CannotRenew("it has more memory than there is room for")
        read_memory(descriptor, runs_of(pages), self.shelf.ours + self.shelf.store)
        self.places = {page: self.shelf.store + n * PAGE for n, page in enumerate(pages)}

    def differing(self, descriptor, pages):
        """Gives those of the pages that hold something else here."""
        for at in range(0, len(pages), SCRATCH_PAGES):
            some = pages[at:at + SCRATCH_PAGES]
            read_memory(descriptor, runs_of(some), self.scratch_at)
            for n, page in enumerate(some):
                place = self.places.get(page)
                here = self.scratch_at + n * PAGE
                if place is None or libc.memcmp(self.shelf.ours + place, here, PAGE) != 0:
                    yield page


def is_written(flag):
    """The process has a copy of its own, or it cannot be told."""
    return bool(flag & SWAPPED) or flag & (PRESENT | ALONE | OF_FILE) == PRESENT | ALONE


def runs_of(pages):
    runs = []
    for page in pages:
        if runs and runs[-1][0] + runs[-1][1] == page:
            runs[-1][1] += PAGE
        else:
            runs.append([page, PAGE])
    return runs
