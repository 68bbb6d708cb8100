# The walls around a child: what the kernel refuses it, whatever Python code it runs.
#
# Wall 1, in each child: a seccomp allow-list of system calls, resource limits, no descriptor but its connection.
# Wall 2, around the zygote and so around every child: an unprivileged user, no new privileges, namespaces where the
# kernel lets us have them, and Landlock: no file and no network address can be reached.

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
libc.syscall.restype = ctypes.c_long

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_ALLOW, SECCOMP_ERRNO, SECCOMP_KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000

# System call numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (arm64) of Linux.
MACHINES = {
    "x86_64": {
        "audit_arch": 0xC000003E,
        "read": 0, "write": 1, "close": 3, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigreturn": 15,
        "mremap": 25, "madvise": 28, "exit": 60, "futex": 202, "exit_group": 231, "prlimit64": 302,
    },
    "aarch64": {
        "audit_arch": 0xC00000B7,
        "read": 63, "write": 64, "close": 57, "mmap": 222, "mprotect": 226, "munmap": 215, "brk": 214,
        "rt_sigreturn": 139, "mremap": 216, "madvise": 233, "exit": 93, "futex": 98, "exit_group": 94, "prlimit64": 261,
    },
}
LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF = 444, 446  # the same numbers on both machines
FREELY_ALLOWED = "munmap brk rt_sigreturn mremap madvise exit futex exit_group".split()
PROT_EXEC = 4
CONNECTION_FD = 0


class CannotEnclose(Exception):
    """This machine cannot set the walls up; the text says why."""


def _checked(result, what):
    if result < 0:
        raise CannotEnclose("%s: %s" % (what, os.strerror(ctypes.get_errno())))
    return result


# --- wall 1: system calls ---------------------------------------------------------------------------------------------

def seccomp_program(machine):
    """The filter as classic BPF: anything not allowed answers EPERM; another architecture kills the process."""
    numbers = MACHINES[machine]
    load, equal, at_least, bits, give = 0x20, 0x15, 0x35, 0x45, 0x06
    deny = SECCOMP_ERRNO | errno.EPERM
    arg = [16 + 8 * n for n in range(6)]  # offsets of the low halves of the arguments in struct seccomp_data
    program = [(load, 0, 0, 4), (equal, 1, 0, numbers["audit_arch"]), (give, 0, 0, SECCOMP_KILL_PROCESS),
               (load, 0, 0, 0), (at_least, 0, 1, 0x40000000), (give, 0, 0, deny)]
    for name in FREELY_ALLOWED:
        program += [(equal, 0, 1, numbers[name]), (give, 0, 0, SECCOMP_ALLOW)]
    for name in ("read", "write"):
        program += [(equal, 0, 4, numbers[name]), (load, 0, 0, arg[0]), (equal, 0, 1, CONNECTION_FD),
                    (give, 0, 0, SECCOMP_ALLOW), (give, 0, 0, deny)]
    for name in ("mmap", "mprotect"):
        program += [(equal, 0, 4, numbers[name]), (load, 0, 0, arg[2]), (bits, 1, 0, PROT_EXEC),
                    (give, 0, 0, SECCOMP_ALLOW), (give, 0, 0, deny)]
    program += [(equal, 0, 6, numbers["prlimit64"]), (load, 0, 0, arg[0]), (equal, 0, 3, 0),
                (load, 0, 0, arg[1]), (equal, 0, 1, resource.RLIMIT_AS), (give, 0, 0, SECCOMP_ALLOW), (give, 0, 0, deny)]
    program += [(give, 0, 0, deny)]
    return program


class _Filter:
    """The filter in memory, made once in the zygote and shared by all children."""

    def __init__(self):
        machine = platform.machine()
        if machine not in MACHINES:
            raise CannotEnclose("no table of system calls for the processor %r (x86_64 and aarch64 have one)" % machine)
        program = seccomp_program(machine)
        raw = b"".join(struct.pack("<HBBI", *instruction) for instruction in program)
        self.buffer = ctypes.create_string_buffer(raw, len(raw))
        self.fprog = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(self.buffer)), 16)
        self.address = ctypes.addressof(self.fprog)


_filter = _Filter()


def lock(walls):
    """Installs the system call filter. `walls` names the walls that stand; tests leave one out at a time."""
    if "seccomp" in walls:
        _checked(libc.prctl(PR_SET_SECCOMP, 2, _filter.address, 0, 0), "seccomp")


def limit_resources(limits, base_bytes):
    """The largest limits any program may have; `run` lowers the memory limit to what its context allows."""
    memory = base_bytes + (limits["memoryMb"] << 20) + 16 * limits["contextBytes"]
    cpu_seconds = limits["cpuMs"] // 1000 + 2
    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_CPU", cpu_seconds), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0),
                        ("RLIMIT_NOFILE", 1), ("RLIMIT_NPROC", 0), ("RLIMIT_MEMLOCK", 0), ("RLIMIT_MSGQUEUE", 0),
                        ("RLIMIT_SIGPENDING", 0), ("RLIMIT_NICE", 0), ("RLIMIT_RTPRIO", 0)):
        if hasattr(resource, name):
            resource.setrlimit(getattr(resource, name), (value, value))


def die_with_parent(parent_pid):
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:
        os._exit(0)


# --- wall 2: user, namespaces, Landlock -------------------------------------------------------------------------------

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x40000000
# Every right of each Landlock ABI (include/uapi/linux/landlock.h): ABI -> file system, network, scope.
LANDLOCK_RIGHTS = [(1, (1 << 13) - 1, 0, 0), (2, (1 << 14) - 1, 0, 0), (3, (1 << 15) - 1, 0, 0),
                   (4, (1 << 15) - 1, 3, 0), (5, (1 << 16) - 1, 3, 0), (6, (1 << 16) - 1, 3, 3)]


def enclose_zygote(walls, user_id):
    """Raises the outer wall around the zygote itself. Gives the names of what stands; what a kernel or a container
    refuses is left out, and the inner wall does not need it."""
    standing = []
    if "namespaces" in walls and _unshare():
        standing.append("namespaces")
    if "user" in walls and os.getuid() == 0:
        os.setgroups([])
        os.setresgid(user_id, user_id, user_id)
        os.setresuid(user_id, user_id, user_id)
        standing.append("user")
    _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if "landlock" in walls and _landlock():
        standing.append("landlock")
    return standing + (["seccomp"] if "seccomp" in walls else [])


def _unshare():
    """Own network, IPC and host name; as an ordinary user inside a user namespace, where the machine allows one."""
    inner = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
    if os.getuid() == 0 and libc.unshare(inner | CLONE_NEWNS) == 0:
        return True
    return libc.unshare(CLONE_NEWUSER | inner) == 0


def _landlock():
    """Handles every right and grants none: no path can be opened, no port bound or connected to."""
    abi = libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, 1)
    known = [rights for rights in LANDLOCK_RIGHTS if rights[0] <= abi]
    if not known:
        return False
    ruleset = libc.syscall(LANDLOCK_CREATE_RULESET, struct.pack("<QQQ", *known[-1][1:]), 8 if abi < 4 else 16 if abi < 6 else 24, 0)
    if ruleset < 0:
        return False
    restricted = libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return restricted


# --- the self-check ---------------------------------------------------------------------------------------------------

def attempt_everything():
    """Tries, from inside, what no action may do. Gives the names of the attempts that the kernel let through."""
    attempts = {
        "open a file": lambda: _real_open("/etc/passwd", os.O_RDONLY),
        "list a directory": lambda: os.listdir("/"),
        "read the state of a process": lambda: _real_open("/proc/self/status", os.O_RDONLY),
        "start a process": lambda: os.fork() or os._exit(0),
        "run a program": lambda: os.execv("/bin/sh", ["sh", "-c", "true"]),
        "open a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "signal its parent": lambda: os.kill(os.getppid() or 1, 0),
        "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
        "make memory executable": lambda: _map_executable(),
        "duplicate a descriptor": lambda: os.dup(CONNECTION_FD),
    }
    reached = []
    for name, attempt in attempts.items():
        try:
            attempt()
        except (OSError, ValueError):
            continue
        reached.append(name)
    return reached


_real_open = os.open


def _map_executable():
    libc.mmap.restype = ctypes.c_void_p
    if libc.mmap(None, 4096, 7, 0x22, -1, 0) == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")
