# The shelf: memory that the zygote writes to and every child can read, but no child can ever write to, whatever it may call.
# On it lies what renewed children (renewal.py) get back, the instructions that put it there, and those of a shadow: only what was so when they were
# armed and stays so, for an action can read it, too.
#
# It is an unnamed file. The zygote's own mapping of it is not inherited; the two that are were made from a descriptor that
# can't write, so that the kernel itself refuses to make them writable.

import ctypes
import mmap

from host_os import host_os as os
from mirror import LIST_BYTES
from seccomp import libc, this_machine
from shadow import FORK

PAGE = mmap.PAGESIZE
STORE_PAGES = 1 << 14
OWN_PAGES = 1 << 12  # a child that takes the place of another differs in a thousand or so: the zygote goes on writing to its own
MADV_DONTFORK = 10
SHARED = 1

# Copies from the list that rbx points to, (to, from, size) each, until a size is 0; then loads rdi, rsi, rcx and rbx, which it has
# used, and jumps, all from the five words that follow. Changes no flags and needs no stack.
PUT_BACK = bytes.fromhex(
    "488b3b"          # next: mov rdi, [rbx]
    "488b7308"        #       mov rsi, [rbx + 8]
    "488b4b10"        #       mov rcx, [rbx + 16]
    "e308"            #       jrcxz done
    "f3a4"            #       rep movsb
    "488d5b18"        #       lea rbx, [rbx + 24]
    "ebeb"            #       jmp next
    "488b3d1b000000"  # done: mov rdi, [rip + words]
    "488b351c000000"  #       mov rsi, [rip + words + 8]
    "488b0d1d000000"  #       mov rcx, [rip + words + 16]
    "488b1d1e000000"  #       mov rbx, [rip + words + 24]
    "ff2520000000"    #       jmp [rip + words + 32]
)


class Shelf:
    """`slots`: how many children can have things of their own on it. Offsets from its begin: `zeros` as many as a list is long,
    `code` a page for each slot and one for the shadow, `store` STORE_PAGES, `own` OWN_PAGES for each. Raises OSError where it can't be had."""

    def __init__(self, slots):
        self.zeros = 0
        self.code = self.zeros + LIST_BYTES
        self.fork = self.code + slots * PAGE
        self.store = self.fork + PAGE
        self.own = self.store + STORE_PAGES * PAGE
        self.size = self.own + slots * OWN_PAGES * PAGE
        self.free_slots = list(range(slots))
        writable = os.memfd_create("shelf", os.MFD_CLOEXEC)
        try:
            os.ftruncate(writable, self.size)
            readable = os.open("/proc/self/fd/%d" % writable, os.O_RDONLY | os.O_CLOEXEC)
            try:
                self.ours = _map(self.size, mmap.PROT_READ | mmap.PROT_WRITE, writable, 0)
                libc.madvise(ctypes.c_void_p(self.ours), ctypes.c_size_t(self.size), MADV_DONTFORK)
                self.theirs = _map(self.size, mmap.PROT_READ, readable, 0)
                self.code_theirs = _map(self.store - self.code, mmap.PROT_READ | mmap.PROT_EXEC, readable, self.code)
                self.fork_theirs = self.code_theirs + self.fork - self.code
            finally:
                os.close(readable)
        finally:
            os.close(writable)
        self.write(self.fork, FORK)

    def write(self, place, data):
        ctypes.memmove(self.ours + place, data, len(data))


def shelf_for(children):
    """A shelf for that many children and those that are about to leave; None where it can't be had."""
    try:
        return Shelf(2 * children + 2) if this_machine() == "x86_64" else None
    except (OSError, AttributeError):  # a kernel or a C library without such files, or one that lets none be executed
        return None


def _map(size, rights, descriptor, offset):
    libc.mmap.restype = ctypes.c_void_p
    address = libc.mmap(None, ctypes.c_size_t(size), rights, SHARED, descriptor, ctypes.c_long(offset))
    if address == ctypes.c_void_p(-1).value:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return address
