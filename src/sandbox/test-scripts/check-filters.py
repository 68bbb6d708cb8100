# Prints, as JSON, the system call numbers in use and what each filter answers on each kind of processor, worked out by
# running the filters here: the processor of this machine does not matter.
import json
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "guest"))
import ground
import seccomp
import walls


def answer(program, machine, number, arguments=()):
    data = struct.pack("<IIQ6Q", number, seccomp.MACHINES[machine]["audit_arch"], 0, *arguments, *[0] * (6 - len(arguments)))
    value, at = 0, 0
    while True:
        code, if_true, if_false, k = program[at]
        at += 1
        if code == seccomp.LOAD:
            value = struct.unpack_from("<I", data, k)[0]
        elif code == seccomp.GIVE:
            return k
        else:
            holds = {seccomp.EQUAL: value == k, seccomp.AT_LEAST: value >= k, seccomp.ANY_BIT: bool(value & k)}[code]
            at += if_true if holds else if_false


RESERVE, BREAK = 0x7F3F << 32, 0x55A6_391C_C000
GROUND = ground.Ground(RESERVE, 0, BREAK)
FILTERS = {"child": (walls.child_calls(), seccomp.DENY), "zygote": (walls.ZYGOTE_CALLS, seccomp.DENY),
           "strike": (walls.struck_from_child(), seccomp.ALLOW), "last strike": (walls.struck_from_child(None, False), seccomp.ALLOW),
           "grounded child": (walls.child_calls(GROUND), seccomp.DENY),
           "grounded strike": (walls.struck_from_child(GROUND), seccomp.ALLOW)}
KIND = {"honest": {"mmap": (0, 4096, 3, 0x22), "madvise": (0, 4096, 4), "futex": (0, 0x81), "prlimit64": (0, 9),
                   "prctl": (22,), "clone": (0x1200011,), "openat": (3,)},
        "hostile": {"mmap": (0, 4096, 7, 0x22), "mprotect": (0, 4096, 4), "madvise": (0, 4096, 100), "futex": (0, 6),
                    "prlimit64": (1, 7), "read": (1,), "write": (1,), "prctl": (1,), "clone": (0x10000000,),
                    "openat": (0xFFFFFF9C,)}}
# Where a child on its ground may let go of memory, or change it: name -> (number of the machine, arguments, whether it may).
ABOVE, BELOW = RESERVE, RESERVE - (1 << 20)
ON_GROUND = {
    **{"%s %s" % (name, place): (name, (address, 4096) + rest, place == "of its own")
       for name, rest in (("munmap", ()), ("madvise", (4,)), ("mremap", (8192, 1)))
       for place, address in (("of its own", BELOW), ("above the reserve", ABOVE), ("of the heap", BREAK - 4096),
                              ("at the end of addresses", 2**64 - 4096))},
    "mprotect": ("mprotect", (BELOW, 4096, 1), False),
    "mmap": ("mmap", (0, 4096, 3, 0x22), True), "mmap with a hint": ("mmap", (BELOW, 4096, 3, 0x22), False),
    "mmap with a high hint": ("mmap", (1 << 32, 4096, 3, 0x22), False),
    "mmap of what can't be written to": ("mmap", (0, 4096, 1, 0x22), False), "mmap of nothing": ("mmap", (0, 4096, 0, 0x22), False),
    "munmap of more than 4 GB": ("munmap", (BELOW, 1 << 32), False),
    "mremap to more than 4 GB": ("mremap", (BELOW, 4096, 1 << 33, 1), False),
    "mremap to a place": ("mremap", (BELOW, 4096, 4096, 3, ABOVE), False),
    "brk to ask": ("brk", (0,), True), "brk up": ("brk", (BREAK + (1 << 33),), True), "brk the same": ("brk", (BREAK,), True),
    "brk a bit down": ("brk", (BREAK - 1,), False), "brk far down": ("brk", (1 << 32,), False), "brk near 0": ("brk", (1,), False),
}
result = {"numbers": seccomp.MACHINES, "allowed": {}, "wrong": []}
for machine, numbers in seccomp.MACHINES.items():
    names = {number: name for name, number in numbers.items() if name != "audit_arch"}
    for filter_name, (rules, otherwise) in FILTERS.items():
        program = seccomp.program(machine, rules, otherwise)
        for kind, arguments in KIND.items():
            allowed = [number for number in [*range(1024), *range(0x40000000, 0x40000400)] if answer(
                program, machine, number, arguments.get(names.get(number), ())) == seccomp.ALLOW]
            result["allowed"]["%s %s %s" % (machine, filter_name, kind)] = [names.get(n, n) for n in allowed]
    for filter_name in ("grounded child", "grounded strike"):
        rules, otherwise = FILTERS[filter_name]
        program = seccomp.program(machine, rules, otherwise)
        for what, (name, arguments, may) in ON_GROUND.items():
            if (answer(program, machine, numbers[name], arguments) == seccomp.ALLOW) != may:
                result["wrong"].append("%s %s: %s" % (machine, filter_name, what))
print(json.dumps(result))
