# System call filters as classic BPF, and the numbers of the calls on each kind of processor.
#
# A rule lets one system call through, always or under conditions on its arguments. What no rule names answers EPERM, so
# a call that a future kernel adds is refused. Of flags and descriptors only the low halves are looked at: the kernel itself
# uses no more of them. Of addresses and lengths both are.

import ctypes
import errno
import os
import platform
import struct

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
libc.syscall.restype = ctypes.c_long

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
ALLOW, DENY, NOT_THERE, KILL_PROCESS = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS, 0x80000000

# arch/x86/entry/syscalls/syscall_64.tbl and, for arm64, include/uapi/asm-generic/unistd.h of Linux. A call that a
# processor has only in a newer form is missing there. The tests compare them with the kernel's headers.
MACHINES = {
    "x86_64": {
        "audit_arch": 0xC000003E,
        "read": 0, "write": 1, "close": 3, "poll": 7, "mmap": 9, "mprotect": 10, "munmap": 11,
        "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "sched_yield": 24,
        "mremap": 25, "madvise": 28, "dup2": 33, "setitimer": 38, "getpid": 39, "accept": 43, "clone": 56, "fork": 57,
        "exit": 60, "wait4": 61, "kill": 62, "ptrace": 101, "getppid": 110, "capset": 126, "sigaltstack": 131,
        "prctl": 157, "gettid": 186, "futex": 202, "clock_gettime": 228, "exit_group": 231, "openat": 257,
        "ppoll": 271, "set_robust_list": 273, "accept4": 288, "dup3": 292, "prlimit64": 302, "getrandom": 318, "rseq": 334, "clone3": 435, "close_range": 436, "landlock_restrict_self": 446,
    },
    "aarch64": {
        "audit_arch": 0xC00000B7,
        "dup3": 24, "openat": 56, "close": 57, "read": 63, "write": 64, "pread64": 67, "ppoll": 73,
        "capset": 91, "exit": 93, "exit_group": 94, "futex": 98, "set_robust_list": 99,
        "setitimer": 103, "clock_gettime": 113, "ptrace": 117, "sched_yield": 124, "kill": 129, "sigaltstack": 132,
        "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "prctl": 167, "getpid": 172, "getppid": 173,
        "gettid": 178, "accept": 202, "brk": 214, "munmap": 215, "mremap": 216, "clone": 220, "mmap": 222,
        "mprotect": 226, "madvise": 233, "accept4": 242, "wait4": 260, "prlimit64": 261, "getrandom": 278, "rseq": 293,
        "clone3": 435, "close_range": 436, "landlock_restrict_self": 446,
    },
}

LOAD, EQUAL, AT_LEAST, ANY_BIT, GIVE = 0x20, 0x15, 0x35, 0x45, 0x06


class CannotEnclose(Exception):
    """This machine cannot set the walls up; the text says why."""


_MACHINE = platform.machine()  # asked for before the guest denies the system to actions


def this_machine():
    if _MACHINE not in MACHINES:
        raise CannotEnclose("no table of system calls for the processor %r (x86_64 and aarch64 have one)" % _MACHINE)
    return _MACHINE


def argument(number):
    """Loads the low half of an argument: where it stands in struct seccomp_data."""
    return LOAD, 0, 0, 16 + 8 * number


def one_of(number, values):
    """The condition that an argument is one of the values."""
    values = list(values)
    tests = [(EQUAL, len(values) - n, 0, value) for n, value in enumerate(values)]
    return [argument(number)] + tests + [(GIVE, 0, 0, DENY)]


def none_of_bits(number, bits):
    """The condition that an argument has none of the bits."""
    return [argument(number), (ANY_BIT, 0, 1, bits), (GIVE, 0, 0, DENY)]


def high_half(number):
    return LOAD, 0, 0, 20 + 8 * number


def high_half_within(number, lowest, highest):
    """The condition that an address lies in one of the stretches of 4 GB from `lowest` to `highest`, both included."""
    return [high_half(number), (AT_LEAST, 0, 1, lowest), (AT_LEAST, 0, 1, highest + 1), (GIVE, 0, 0, DENY)]


def below_4_gb(number):
    """The condition that a length is less than 4 GB."""
    return [high_half(number), (EQUAL, 1, 0, 0), (GIVE, 0, 0, DENY)]


def nothing_or_at_least(number, bound):
    """The condition that an address is 0 or not below `bound`."""
    low = bound & 0xFFFFFFFF
    high = bound >> 32
    return [high_half(number), (AT_LEAST, 7, 0, high + 1), (EQUAL, 0, 2, high), argument(number), (AT_LEAST, 4, 3, low),
            (EQUAL, 0, 2, 0), argument(number), (EQUAL, 1, 0, 0), (GIVE, 0, 0, DENY)]


def program(machine, rules, otherwise=DENY):
    """The instructions. `rules` maps the name of a call to its conditions (an empty list: always allowed) or to the
    value to answer with; a name that the machine does not have is left out."""
    numbers = MACHINES[machine]
    instructions = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, numbers["audit_arch"]), (GIVE, 0, 0, KILL_PROCESS),
                    (LOAD, 0, 0, 0), (AT_LEAST, 0, 1, 0x40000000), (GIVE, 0, 0, DENY)]  # x32 calls
    for name, rule in rules.items():
        if name not in numbers:
            continue
        body = [(GIVE, 0, 0, rule)] if isinstance(rule, int) else sum(rule, []) + [(GIVE, 0, 0, ALLOW)]
        instructions += [(EQUAL, 0, len(body), numbers[name])] + body
    return instructions + [(GIVE, 0, 0, otherwise)]


class Filter:
    """A program in memory, made once in the zygote; `install` puts it on the calling process for good."""

    def __init__(self, rules, otherwise=DENY):
        instructions = program(this_machine(), rules, otherwise)
        raw = b"".join(struct.pack("<HBBI", *instruction) for instruction in instructions)
        self.buffer = ctypes.create_string_buffer(raw, len(raw))
        head = struct.pack("<HxxxxxxQ", len(instructions), ctypes.addressof(self.buffer))
        self.head = ctypes.create_string_buffer(head, 16)
        self.address = ctypes.addressof(self.head)

    def install(self):
        if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, self.address, 0, 0) < 0:
            raise CannotEnclose("seccomp: %s" % os.strerror(ctypes.get_errno()))
