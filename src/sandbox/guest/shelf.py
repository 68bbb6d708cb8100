# The shelf: memory that the zygote writes to and every child can read, but no child can ever write to, whatever it may call.
# On it lies what renewed children (renewal.py) get back, where it goes, and the instructions that put it there.
#
# It is an unnamed file. The zygote's own mapping of it is not inherited; the two that are were made from a descriptor that
# can't write, so that the kernel itself refuses to make them writable.

import ctypes
import mmap
import struct

from host_os import host_os as os
from seccomp import libc, this_machine

PAGE = mmap.PAGESIZE
LIST_BYTES = 32 * PAGE
STORE_PAGES = 1 << 14
OWN_PAGES = 1 << 10
ORDERS = struct.Struct("<QQ")  # an address and a size
MAX_ORDERS = PAGE // ORDERS.size - 1
MADV_DONTFORK = 10
SHARED = 1

# Copies from the list that rbx points to, (to, from, size) each, until a size is 0; then gives the four registers it has used
# back from there and jumps to the address that follows these bytes. Changes no flags and needs no stack.
PUT_BACK = bytes.fromhex(
    "488b3b"        # next: mov rdi, [rbx]
    "488b7308"      #       mov rsi, [rbx + 8]
    "488b4b10"      #       mov rcx, [rbx + 16]
    "e308"          #       jrcxz done
    "f3a4"          #       rep movsb
    "488d5b18"      #       lea rbx, [rbx + 24]
    "ebeb"          #       jmp next
    "488b4b18"      # done: mov rcx, [rbx + 24]
    "488b5b20"      #       mov rbx, [rbx + 32]
    "ff2500000000"  #       jmp [rip]
)


class Shelf:
    """`slots`: how many children can have things of their own on it. Offsets from its begin: `zeros` a page of zeros, `code` and
    `orders` a page for each slot, `lists` LIST_BYTES for each, `store` STORE_PAGES, `own` OWN_PAGES for each. Raises OSError where
    it can't be had."""

    def __init__(self, slots):
        self.zeros, self.code = 0, PAGE
        self.orders = self.code + slots * PAGE
        self.lists = self.orders + slots * PAGE
        self.store = self.lists + slots * LIST_BYTES
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
                self.code_theirs = _map(slots * PAGE, mmap.PROT_READ | mmap.PROT_EXEC, readable, self.code)
            finally:
                os.close(readable)
        finally:
            os.close(writable)

    def write(self, place, data):
        ctypes.memmove(self.ours + place, data, len(data))

    def take_slot(self):
        """None when there is none left. Nothing is ordered yet."""
        if not self.free_slots:
            return None
        slot = self.free_slots.pop()
        self.order(slot, 0, [])
        return slot

    def order(self, slot, break_at, regions):
        """What the child shall do before anything else: `break_at`, where its heap shall end again, or 0; `regions`, addresses
        and sizes to unmap."""
        pairs = [(break_at, len(regions)), *regions]
        self.write(self.orders + slot * PAGE, b"".join(ORDERS.pack(*pair) for pair in pairs))

    def orders_of(self, slot):
        """For a child, made before it is armed: to allocate memory for it later would be to use what it shall let go of."""
        return (ctypes.c_char * PAGE).from_address(self.theirs + self.orders + slot * PAGE)


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
