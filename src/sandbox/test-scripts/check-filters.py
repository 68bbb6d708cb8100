# Prints, as JSON, the system call numbers in use and what each filter answers on each kind of processor, worked out by
# running the filters here: the processor of this machine does not matter.
import json
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "guest"))
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


FILTERS = {"child": (walls.CHILD_CALLS, seccomp.DENY), "zygote": (walls.ZYGOTE_CALLS, seccomp.DENY),
           "strike": (walls.STRUCK_FROM_CHILD, seccomp.ALLOW)}
KIND = {"honest": {"mmap": (0, 4096, 3, 0x22), "madvise": (0, 4096, 4), "futex": (0, 0x81), "prlimit64": (0, 9),
                   "prctl": (22,), "clone": (0x1200011,)},
        "hostile": {"mmap": (0, 4096, 7, 0x22), "mprotect": (0, 4096, 4), "madvise": (0, 4096, 100), "futex": (0, 6),
                    "prlimit64": (1, 9), "read": (1,), "write": (1,), "prctl": (1,), "clone": (0x10000000,)}}
result = {"numbers": seccomp.MACHINES, "allowed": {}}
for machine, numbers in seccomp.MACHINES.items():
    names = {number: name for name, number in numbers.items() if name != "audit_arch"}
    for filter_name, (rules, otherwise) in FILTERS.items():
        program = seccomp.program(machine, rules, otherwise)
        for kind, arguments in KIND.items():
            allowed = [number for number in [*range(1024), *range(0x40000000, 0x40000400)] if answer(
                program, machine, number, arguments.get(names.get(number), ())) == seccomp.ALLOW]
            result["allowed"]["%s %s %s" % (machine, filter_name, kind)] = [names.get(n, n) for n in allowed]
print(json.dumps(result))
