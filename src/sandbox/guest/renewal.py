# Renewal: giving a child that has run an action the state back in which it was armed, so that it can run another.
#
# Forking a process for every action costs most in what comes after the fork: each page that the child writes to is
# copied by a fault. A renewed child has its copies already. What it guarantees is what a fresh fork guarantees: nothing of
# an execution is left, whatever its code did. The child has no part in it; the zygote does it from outside, to a
# stopped process:
#
# - The ground (ground.py), everything mapped when the child was armed, can only be written to: the filters (walls.py) refuse
#   to unmap, move or re-protect it. A page that was written to is the child's own copy; the kernel tells which those are
#   (PM_MMAP_EXCLUSIVE in /proc/PID/pagemap), and by its count of faults (/proc/PID/stat) whether there can be new ones; so that
#   they are no more than actions write to, another process has the same memory and writes to nothing (shadow.py).
#   Each of them is overwritten with what it held when the child was armed, by the first thing that the child is made to
#   run: a few instructions which, like what they copy, lie on the shelf (shelf.py), which no child can ever write to. The list
#   of what goes where stands in the child's mirror (mirror.py) while it is stopped, and wipes itself.
# - What was mapped since shows in how much of its memory can be written to (/proc/PID/statm), and where it is in
#   /proc/PID/maps; the renewed child unmaps it before it does anything else.
# - Registers, vector registers and flags are set to what they were. Of a process with one thread, no files but its
#   connection, and no calls but those of the filters, the kernel holds nothing else: bytes left in the connection are told
#   by a challenge that the server sends with the next request, which is to be answered before anything of it is run.
#
# Anything unexpected ends the child, and a fresh one takes its place. Only on x86-64; elsewhere each child runs one action.

import ctypes
import struct
from time import CLOCK_MONOTONIC, clock_gettime  # the zygote has it before the guest pins the clock

from ground import PAGE, RESERVE_BYTES, STRETCH_BYTES, WINDOW_STRETCHES, Mapping, read_maps
from host_os import host_os as os
from mirror import LIST_BYTES, MAX_ORDERS
from pages import PRESENT, SWAPPED, CannotRenew, address_of, checked, is_written, read_memory, runs_of, spans_of
from seccomp import libc
from shelf import OWN_PAGES, PUT_BACK
from walls import PROC_FD

# include/uapi/linux/ptrace.h, include/uapi/linux/elf.h
PTRACE_DETACH, PTRACE_GETREGSET, PTRACE_SETREGSET, PTRACE_SEIZE, PTRACE_INTERRUPT = 17, 0x4204, 0x4205, 0x4206, 0x4207
PTRACE_GET_RSEQ_CONFIGURATION = 0x420F
RSEQ_CONFIGURATION = struct.Struct("<QIIII")
PTRACE_EVENT_STOP, WALL = 128, 0x40000000
NT_PRSTATUS, NT_X86_XSTATE = 1, 0x202
RIP, RAX, RBX, RCX, RSI, RDI, ORIG_RAX = 16, 10, 5, 11, 13, 14, 15  # struct user_regs_struct, in words
RESTARTS = (-512, -513, -514, -516)  # include/linux/errno.h: the call was interrupted and is to be made again


class DoesNotStop(CannotRenew):
    """The system holds it up. It has to be ended: it would stop one day, with nobody to let it go on."""


class HasEnded(CannotRenew):
    """The child ended before it could be stopped; `status` as waitpid gave it, which tells it only once."""

    def __init__(self, status):
        CannotRenew.__init__(self, "it has ended")
        self.status = status


REGISTERS = struct.Struct("<27Q")
REGISTERS_RBX = struct.Struct("<Q")
MAX_VECTORS_BYTES = 16 << 10
MAX_MAPS_BYTES = 256 << 10
MAX_SECONDS_TO_STOP = 0.5
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
FEW_RENEWALS = 8
MOST_NEEDLESS = 200_000  # pages: to put so many back takes longer than to make a few new children


class Image:
    """One child as it was when it was armed, and what is known of it since."""

    def __init__(self, pid, slot, break_at, store, await_signal):
        """`await_signal` waits so many seconds at most, until the zygote gets one."""
        if slot is None:
            raise CannotRenew("there is no place for what it would get back")
        self.pid = pid
        self.slot = slot
        self.break_at = break_at  # as the child's filter has it
        self.store = store
        self.shelf = store.shelf
        self.await_signal = await_signal
        self.descriptors = []
        self.is_asked_to_stop = False
        self.renewals = self.needless = 0
        try:
            self.stat = self._open("stat")
            self.statm = self._open("statm")
            self.limits = self._open("limits")
            self.maps = self._open("maps")
            self.pagemap = self._open("pagemap")
            self.memory = self._open("mem")
            self.ask_to_stop()
            self._stop()
            self._take()
            self._go_on()
        except BaseException:
            self.close()
            libc.ptrace(PTRACE_DETACH, pid, None, None)
            raise

    def close(self):
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = []

    def renew(self, spare_cpu, memory_taken, mirror):
        """Stops the child, clears its mirror and lets it go on where it puts everything back. `memory_taken`: by how many bytes its limit of memory was lowered for good; it may have lowered it by itself. After an
        exception the child has to be ended."""
        if not self.is_asked_to_stop:
            self.ask_to_stop()
        self._stop()
        mirror.clear()
        if cpu_time(self.pid) - self.cpu > spare_cpu:
            raise CannotRenew("it has used up its time")
        if self._memory_limits() != [self.memory_limit - memory_taken] * 2:
            raise CannotRenew("it has changed its limit of memory")
        mirror.order(self.break_at, [] if self._sizes() == self.sizes else self._mapped_since())
        faults = self._faults()
        if faults != self.faults:
            self.faults = faults
            for span in self.spans:
                flags = span.read_flags(self.pagemap)
                if flags != span.flags:
                    self._note_written(span, flags)
        if self.listed is None:
            self._list_written(mirror)
        self._weigh()
        mirror.write(mirror.list, self.listed)
        REGISTERS_RBX.pack_into(self.registers, RBX * 8, mirror.address + mirror.list)
        self._registers(PTRACE_SETREGSET, NT_PRSTATUS, self.registers)
        self._registers(PTRACE_SETREGSET, NT_X86_XSTATE, self.vectors)
        self._go_on()

    # --- stopping it ---

    def _open(self, name):
        descriptor = os.open("%d/%s" % (self.pid, name), os.O_RDONLY | os.O_CLOEXEC, dir_fd=PROC_FD)
        self.descriptors.append(descriptor)
        return descriptor

    def ask_to_stop(self):
        """Stops the child soon; `renew` waits for it. Of several children all are asked before the first is waited for."""
        checked(libc.ptrace(PTRACE_SEIZE, self.pid, None, None))
        checked(libc.ptrace(PTRACE_INTERRUPT, self.pid, None, None))
        self.is_asked_to_stop = True

    def _stop(self):
        """Waits until it has stopped, but not for one that the system holds up: meanwhile the zygote serves nobody."""
        self.is_asked_to_stop = False
        pid, status = os.waitpid(self.pid, WALL | os.WNOHANG)
        until = clock_gettime(CLOCK_MONOTONIC) + MAX_SECONDS_TO_STOP
        while not pid:
            seconds = until - clock_gettime(CLOCK_MONOTONIC)
            if seconds <= 0:
                raise DoesNotStop("it does not stop")
            self.await_signal(seconds)
            pid, status = os.waitpid(self.pid, WALL | os.WNOHANG)
        if not os.WIFSTOPPED(status):
            raise HasEnded(status)
        if status >> 16 != PTRACE_EVENT_STOP:
            raise CannotRenew("it was about to be ended by a signal")

    def _go_on(self):
        checked(libc.ptrace(PTRACE_DETACH, self.pid, None, None))

    def _registers(self, request, kind, memory):
        """Reads or writes a set of registers. Gives how many bytes it has."""
        part = bytearray(struct.pack("<QQ", address_of(memory), len(memory)))
        checked(libc.ptrace(request, self.pid, kind, address_of(part)))
        return struct.unpack("<QQ", part)[1]

    # --- its image ---

    def _take(self):
        self.cpu = cpu_time(self.pid)
        self.registers, vectors = bytearray(REGISTERS.size), bytearray(MAX_VECTORS_BYTES)
        self._registers(PTRACE_GETREGSET, NT_PRSTATUS, self.registers)
        self.vectors = vectors[:self._registers(PTRACE_GETREGSET, NT_X86_XSTATE, vectors)]
        self._forget_call()
        self._go_by_way_of_the_shelf()
        if self._rseq_address() != 0:
            raise CannotRenew("the kernel could send it elsewhere while it puts its memory back")
        self.faults = self._faults()
        _, self.memory_limit = self._memory_limits()
        self.sizes = self._sizes()
        lines = read_maps(self.maps).splitlines()
        self.map_lines = frozenset(lines)
        mappings = [Mapping(line) for line in lines]
        reserve = [m for m in mappings if m.end - m.begin >= RESERVE_BYTES and m.rights == b"---p"]
        if len(reserve) != 1:
            raise CannotRenew("it does not stand on a ground of its own")
        self.window = reserve[0].begin - WINDOW_STRETCHES * STRETCH_BYTES, reserve[0].begin
        writable = [m for m in mappings if m.rights == b"rw-p"]
        mirror = [m for m in mappings if m.rights == b"rw-s" and m.name.startswith(b"/dev/zero")]
        if any(m.rights[1:2] == b"w" for m in mappings if m not in writable + mirror):
            raise CannotRenew("it has memory that others can write to or that it can execute")
        heaps = [m for m in mappings if m.name == b"[heap]"]
        if len(heaps) != 1 or not heaps[0].end - PAGE < self.break_at <= heaps[0].end:
            raise CannotRenew("its heap does not end where its filter has it")
        self.heap = heaps[0]
        self.spans = spans_of(writable)
        pages = []
        self.written = {}  # page -> None, in the order in which they became known
        for span in self.spans:
            span.flags = span.read_flags(self.pagemap)
            for mapping in span.mappings:
                at = (mapping.begin - span.begin) // PAGE
                for page in range(mapping.begin, mapping.end, PAGE):
                    flag = span.flags[at]
                    at += 1
                    if flag & (PRESENT | SWAPPED) or mapping.device != b"00:00":
                        pages.append(page)
                        if is_written(flag):
                            self.written[page] = None
        self._keep(pages)
        self.listed = None

    def _faults(self):
        """How many faults it has had: without a new one, it has not got a page that it had not. Huge pages, by which it
        could, are off (walls.py)."""
        _, _, _, _, _, _, _, minor, _, major, _ = os.pread(self.stat, 1024, 0).rpartition(b")")[2].split(None, 10)
        if int(minor) == 0:
            raise CannotRenew("the kernel does not count its faults")
        return minor, major

    def _memory_limits(self):
        """What it may have now, and what it may give itself, in bytes."""
        _, _, line = os.pread(self.limits, 4096, 0).partition(b"Max address space")
        return list(map(int, line.split(None, 2)[:2]))

    def _sizes(self):
        """How many pages are mapped, and how many of its own it can write to."""
        total, _, _, _, _, writable, _ = os.pread(self.statm, 256, 0).split()
        return total, writable

    def _forget_call(self):
        """Stopped inside a system call, it would make it again in a way that only the kernel knows; so that it makes it anew."""
        words = list(REGISTERS.unpack(self.registers))
        result = words[RAX] - (1 << 64 if words[RAX] >> 63 else 0)
        if not words[ORIG_RAX] >> 63 and result in RESTARTS:
            words[RIP] -= 2  # the instruction `syscall`
            words[RAX] = words[ORIG_RAX]
        words[ORIG_RAX] = 2**64 - 1
        REGISTERS.pack_into(self.registers, 0, *words)

    def _go_by_way_of_the_shelf(self):
        words = list(REGISTERS.unpack(self.registers))
        code = PUT_BACK + struct.pack("<5Q", *[words[n] for n in (RDI, RSI, RCX, RBX, RIP)])
        self.shelf.write(self.shelf.code + self.slot * PAGE, code)
        words[RIP] = self.shelf.code_theirs + self.slot * PAGE
        REGISTERS.pack_into(self.registers, 0, *words)

    def _rseq_address(self):
        """Where it has asked to be told of interruptions; the kernel could then make it jump. The C library does unless it is
        told not to (zygote.ts)."""
        known = bytearray(RSEQ_CONFIGURATION.size)
        size = libc.ptrace(PTRACE_GET_RSEQ_CONFIGURATION, self.pid, len(known), address_of(known))
        return RSEQ_CONFIGURATION.unpack(known)[0] if size > 0 else 0

    def _keep(self, pages):
        """Keeps what the pages hold; what the store has is not kept twice."""
        self.own_places = {}
        if not self.store.places:
            self.store.fill(self.memory, pages)
            return
        self.own_places = dict.fromkeys(self.store.places.keys() - set(pages), self.shelf.zeros)
        kept = list(self.store.differing(self.memory, pages))
        if len(kept) > OWN_PAGES:
            raise CannotRenew("it differs too much from the other processes")
        own = self.shelf.own + self.slot * OWN_PAGES * PAGE
        read_memory(self.memory, runs_of(kept), self.shelf.ours + own)
        self.own_places.update((page, own + n * PAGE) for n, page in enumerate(kept))

    # --- putting it back ---

    def _note_written(self, span, flags):
        """Adds the pages that have become the child's own since the last time."""
        before, fresh, written = span.flags, [], self.written
        for begin in range(0, len(flags), 64):
            if flags[begin:begin + 64] != before[begin:begin + 64]:
                for at in range(begin, min(begin + 64, len(flags))):
                    page = span.begin + at * PAGE
                    if flags[at] != before[at] and is_written(flags[at]) and page not in written:
                        fresh.append(page)
        span.flags = flags
        for mapping in span.mappings if fresh else ():
            for page in fresh:
                if mapping.begin <= page < mapping.end:
                    written[page] = None
                    self.listed = None

    def _list_written(self, mirror):
        """Works out what is to be written where: begin there, begin on the shelf, size. At the end, zeros over the list itself, of
        which the last is where the next size is looked for."""
        own, known, zeros = self.own_places, self.store.places, self.shelf.zeros
        pieces = []
        for there in sorted(self.written):
            here = own[there] if there in own else known.get(there, zeros)
            last = pieces[-1] if pieces else None
            if last and last[0] + last[2] == there and last[1] + last[2] == here:
                last[2] += PAGE
            else:
                pieces.append([there, here, PAGE])
        theirs, entry = self.shelf.theirs, struct.Struct("<3Q")
        size = (len(pieces) + 1) * entry.size
        if size + entry.size > LIST_BYTES:
            raise CannotRenew("it has written to too many places")
        pieces.append([mirror.address + mirror.list, zeros, size])
        self.listed = b"".join(entry.pack(there, theirs + here, size) for there, here, size in pieces)

    def _weigh(self):
        """A page that one action in a thousand writes to is put back after all of them. When that has cost more than a new child,
        there shall be one."""
        self.renewals += 1
        if self.renewals == FEW_RENEWALS:
            self.store.fewest = min(self.store.fewest, len(self.written))
        self.needless += max(0, len(self.written) - self.store.fewest)
        if self.needless > MOST_NEEDLESS:
            raise CannotRenew("it has more to put back than it needs to")

    def _mapped_since(self):
        """What it has mapped since it was armed, but for its heap: addresses and sizes."""
        lines = read_maps(self.maps, MAX_MAPS_BYTES).splitlines()
        if len(lines) > len(self.map_lines) + MAX_ORDERS:
            raise CannotRenew("it has mapped too much")
        lines = frozenset(lines)
        heap, gone = self.heap, [Mapping(line) for line in self.map_lines - lines]
        regions = []
        for mapping in [Mapping(line) for line in lines - self.map_lines]:
            if mapping.name == b"[heap]" and mapping.rights == heap.rights and mapping.begin in (heap.begin, heap.end):
                # The heap is longer, or has got a second line.
                gone = [other for other in gone if other.begin != mapping.begin]
            elif (self.window[0] <= mapping.begin and mapping.end <= self.window[1] and mapping.device == b"00:00"
                    and not mapping.name and mapping.rights == b"rw-p"):
                regions.append((mapping.begin, mapping.end - mapping.begin))
            else:
                raise CannotRenew("its memory is laid out anew")
        if gone or len(regions) > MAX_ORDERS:
            raise CannotRenew("its memory is laid out anew")
        return regions


def cpu_time(pid):
    """The processor time a process has used, in seconds, by its clock as clock_getcpuclockid(3) makes it."""
    return clock_gettime((~pid << 3) | 2)
