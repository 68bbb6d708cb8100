# The walls around an action: what the kernel refuses it, whatever Python code it runs. Each is enough alone.
#
# The inner wall is put up by each child: a list of the few system calls it may make ("seccomp"), and limits ("limits").
# The outer wall stands around the zygote and so around every child: another user ("user"), own namespaces and an empty
# root folder ("namespaces"), Landlock ("landlock"), and a longer list of what a zygote may call, from which each child
# strikes what only a zygote needs ("enclosure"). What a kernel or a container refuses of the outer wall is left out;
# the enclosure needs no permission and stands everywhere.
#
# Before both: a child keeps no descriptor but its connection, no capability, and no clock.

import ctypes
import resource
import signal
import struct

from host_os import host_os as os
from seccomp import (ALLOW, DENY, NOT_THERE, CannotEnclose, Filter, below_4_gb, high_half_within, libc, none_of_bits,
                     nothing_or_at_least, one_of)

INNER = ("seccomp", "limits")
OUTER = ("landlock", "user", "namespaces", "enclosure")
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_TSC, PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE = 1, 4, 22, 26, 38, 41
PR_SET_CHILD_SUBREAPER, PR_SET_MEMORY_MERGE = 36, 67
PR_TSC_SIGSEGV = 2
PROT_READ, READ_WRITE, PROT_EXEC, PRIVATE_ZEROS_HERE, CLONE_VM = 1, 3, 4, 0x32, 0x100
CONNECTION_FD = 0
PROC_FD = 3  # the folder /proc, open in the zygote
MOST_DESCRIPTORS = 4096  # that a zygote can have inherited, or can need
STACK_BYTES = 8 << 20

# --- the inner wall ---------------------------------------------------------------------------------------------------

def memory_calls(ground=None):
    """What a process may do with its own memory. With a ground (see ground.py) it may let go of memory or move it only where
    it got it itself, never what it was armed with: there it can do no more than write."""
    own, breaks = [], []
    if ground:
        window = high_half_within(0, ground.window_from >> 32, ground.window_to >> 32)
        own, breaks = [window, below_4_gb(1)], [nothing_or_at_least(0, ground.break_at)]
    return {
        "munmap": own,
        "brk": breaks,
        # Private memory, never a file nor a place. With a ground, no hint either, and nothing but memory that can be written to.
        "mmap": ([below_4_gb(0), one_of(0, [0]), one_of(2, [READ_WRITE])] if ground else [none_of_bits(2, PROT_EXEC)])
                + [one_of(3, (0x22, 0x4022, 0x20022))],
        "mremap": own + ([below_4_gb(2), one_of(3, (0, 1))] if ground else []),
        # What can be written to must stay so: renewal.py finds what was mapped by how much can be.
        "mprotect": DENY if ground else [none_of_bits(2, PROT_EXEC)],
        "madvise": own + [one_of(2, (4, 8))],  # MADV_DONTNEED and MADV_FREE, which malloc uses
    }


ENDING_AND_WAITING = {
    "exit": [], "exit_group": [],
    "futex": [one_of(1, (0x80, 0x81, 0x89, 0x189, 0x8A))],  # wait and wake, within the process
}


def child_calls(ground=None):
    return {
        **memory_calls(ground), **ENDING_AND_WAITING,
        "read": [one_of(0, [CONNECTION_FD])],
        "write": [one_of(0, [CONNECTION_FD])],
        "prlimit64": [one_of(0, [0]), one_of(1, [resource.RLIMIT_AS])],
    }


SPARE_CPU = 3  # times the limit: what a child may have used in all before it is replaced, see renewal.py


def limit_child(limits):
    """The largest limits any action may have; `set_memory_limit` lowers that of the memory to what its context allows. The
    zygote ends an action that uses more time than one may have (its command `watch`); if it can't, the kernel does."""
    signal.setitimer(signal.ITIMER_PROF, limits["cpuMs"] / 1000 * (1 + SPARE_CPU))  # its default action ends the process
    cpu_seconds = limits["cpuMs"] * (1 + SPARE_CPU) // 1000 + 2
    for name, value in ((resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_NOFILE, 1), (resource.RLIMIT_NPROC, 0)):
        resource.setrlimit(name, (value, value))


def set_memory_limit(size, set_limit=resource.setrlimit, which=resource.RLIMIT_AS):
    set_limit(which, (size, size))


# --- the outer wall ---------------------------------------------------------------------------------------------------

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x40000000
EVERY_NAMESPACE = 0x7E020000
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446  # the same numbers on both machines
LANDLOCK_RULE_PATH_BENEATH, LANDLOCK_READ_FILE = 1, 1 << 2
# Every right of each Landlock ABI (include/uapi/linux/landlock.h): ABI -> file system, network, scope.
LANDLOCK_RIGHTS = [(1, (1 << 13) - 1, 0, 0), (2, (1 << 14) - 1, 0, 0), (3, (1 << 15) - 1, 0, 0),
                   (4, (1 << 15) - 1, 3, 0), (5, (1 << 16) - 1, 3, 0), (6, (1 << 16) - 1, 3, 3)]

# What a zygote calls once it is settled, and a child until it is locked in.
ZYGOTE_ALONE = {
    **dict.fromkeys("poll ppoll wait4 fork kill accept accept4 setitimer rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack "
                    "dup2 dup3 close_range pread64 getpid getppid gettid set_robust_list rseq capset sched_yield "
                    "landlock_restrict_self ptrace clock_gettime".split(), []),
    "openat": [one_of(0, [PROC_FD])],  # what renewal.py reads of a child
    "clone": [none_of_bits(0, EVERY_NAMESPACE | CLONE_VM)],  # a process, not a thread
}
ZYGOTE_CALLS = {
    **memory_calls(), **ENDING_AND_WAITING, **ZYGOTE_ALONE,
    "madvise": [],
    "read": [], "write": [], "close": [], "prctl": [],
    "mmap": [none_of_bits(2, PROT_EXEC)],
    "prlimit64": [one_of(0, [0])],
    "clone3": NOT_THERE,  # so that the C library falls back to clone
}


def struck_from_child(ground=None, another_follows=True):
    """`another_follows`: the inner wall's filter is still to be installed after this one."""
    return {
        **dict.fromkeys([*ZYGOTE_ALONE, "clone3", "getrandom"], DENY),
        **memory_calls(ground),
        "prctl": [one_of(0, [PR_SET_SECCOMP])] if another_follows else DENY,  # which can only take more away
        "prlimit64": [one_of(1, [resource.RLIMIT_AS])],
    }


class Walls:
    """The walls named in `names`; tests leave some out. Made by the zygote, before it is enclosed."""

    def __init__(self, names):
        self.names = names
        self.zygote_filter = Filter(ZYGOTE_CALLS) if "enclosure" in names else None
        self.strikes = "enclosure" in names
        self.child_ruleset = None

    def enclose_zygote(self, user_id, empty_folder, zygote_bytes):
        """Puts the outer wall up. Gives the names of what stands of both."""
        standing = []
        if "namespaces" in self.names:
            standing += _unshare(empty_folder)
        if "user" in self.names and os.getuid() == 0 and _become(user_id):
            standing.append("user")
        _drop_capabilities()
        libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # a new user takes it away, and with it the children from the zygote
        if "landlock" in self.names and _landlock():
            standing.append("landlock")
            self.child_ruleset = _ruleset()
        if "enclosure" in self.names:
            resource.setrlimit(resource.RLIMIT_AS, (zygote_bytes, zygote_bytes))
            self.zygote_filter.install()
            standing.append("enclosure")
        return standing + [name for name in INNER if name in self.names]

    def lock_child(self, limits, most, ground=None, before_last=int):
        """Locks the calling child in, with no descriptor but its connection. `most`: all the memory it may ever have.
        `before_last` is called as late as the child may still start a process."""
        locked_in = Filter(child_calls(ground)) if "seccomp" in self.names else None
        struck = Filter(struck_from_child(ground, bool(locked_in)), otherwise=ALLOW) if self.strikes else None
        resource.setrlimit(resource.RLIMIT_AS, (most, most))  # part of either wall: the filters have no say in it
        if self.child_ruleset is not None:  # a domain below the zygote's: no signal to the zygote or to a sibling
            libc.syscall(LANDLOCK_RESTRICT_SELF, self.child_ruleset, 0)
        os.closerange(CONNECTION_FD + 1, MOST_DESCRIPTORS)
        before_last()
        if "limits" in self.names:
            limit_child(limits)
        if struck:
            struck.install()
        if locked_in:
            locked_in.install()


def prepare_zygote(descriptors):
    """What both walls build on: no inherited descriptor, no new privileges, a session of its own, and the limits that
    concern no zygote."""
    os.closerange(3, MOST_DESCRIPTORS)
    if os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) != PROC_FD:
        raise CannotEnclose("the first descriptor of the sandbox is not %d" % PROC_FD)
    # So that renewal.py can tell pages apart; and so that the shadow of a child that has ended is the zygote's to bury.
    for call, value in ((PR_SET_THP_DISABLE, 1), (PR_SET_MEMORY_MERGE, 0), (PR_SET_CHILD_SUBREAPER, 1)):
        libc.prctl(call, value, 0, 0, 0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0:
        raise CannotEnclose("no_new_privs: %s" % os.strerror(ctypes.get_errno()))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = descriptors if most == resource.RLIM_INFINITY else min(descriptors, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))  # no core dump, also where one would go to a program: see core(5)
    try:
        os.setsid()  # a Ctrl-C in the terminal is the server's to answer
    except PermissionError:
        pass
    for name in ("FSIZE", "MEMLOCK", "MSGQUEUE", "SIGPENDING", "NICE", "RTPRIO"):
        if hasattr(resource, "RLIMIT_" + name):
            resource.setrlimit(getattr(resource, "RLIMIT_" + name), (0, 0))
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    stack = STACK_BYTES if hard == resource.RLIM_INFINITY else min(STACK_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_STACK, (stack, stack))


def clock_pages():
    """Where the kernel keeps the time for programs to read without a system call."""
    pages = []
    descriptor = os.open("/proc/self/maps", os.O_RDONLY)
    try:
        text = b""
        while piece := os.read(descriptor, 1 << 16):
            text += piece
    finally:
        os.close(descriptor)
    for line in text.decode("utf-8", "replace").splitlines():
        if line.endswith(("[vvar]", "[vvar_vclock]")):
            pages.append([int(end, 16) for end in line.split()[0].split("-")])
    return pages


def take_clock_away(pages):
    """Puts zeros where the kernel keeps the time: the C library then asks by system call, which is refused, and Python,
    which reads a clock at every lock, takes it for 0. Gives "clock" when the processor's own counter is out of reach, too."""
    libc.mmap.restype = ctypes.c_void_p
    for begin, end in pages:
        where = libc.mmap(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), PROT_READ, PRIVATE_ZEROS_HERE, -1, 0)
        if where != begin:
            return []
    if not pages or libc.prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) != 0:
        return []
    return ["clock"]


def die_with_parent(parent_pid):
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:
        os._exit(0)


def _become(user_id):
    try:
        os.setgroups([])
        os.setresgid(user_id, user_id, user_id)
        os.setresuid(user_id, user_id, user_id)
    except PermissionError:
        return False  # root of a container that may not change its user
    return True


def _drop_capabilities():
    header, none = struct.pack("<Ii", 0x20080522, 0), bytes(24)
    if libc.capset(header, none) != 0:
        raise CannotEnclose("capset: %s" % os.strerror(ctypes.get_errno()))


def _unshare(empty_folder):
    """Own network, IPC, host name and mounts, with an empty root; as an ordinary user inside a user namespace."""
    spaces = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS
    try:
        os.mkdir(empty_folder, 0o555)
    except FileExistsError:
        pass
    if not (os.getuid() == 0 and libc.unshare(spaces) == 0) and libc.unshare(CLONE_NEWUSER | spaces) != 0:
        return _empty_root(empty_folder)
    return ["namespaces"] + _empty_root(empty_folder)


def _empty_root(empty_folder):
    try:
        os.chroot(empty_folder)
        os.chdir("/")
    except OSError:
        return []
    return ["empty root"]


def _ruleset():
    """Every right handled and none granted: no path can be opened, no port bound or connected to, no process signalled.
    The zygote's own gets one exception, what /proc tells of its children; theirs, a domain below it, has none."""
    abi = libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, 1)
    known = [rights for rights in LANDLOCK_RIGHTS if rights[0] <= abi]
    if not known:
        return None
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = libc.syscall(LANDLOCK_CREATE_RULESET, struct.pack("<QQQ", *known[-1][1:]), size, 0)
    return ruleset if ruleset >= 0 else None


def _landlock():
    ruleset = _ruleset()
    if ruleset is None:
        return False
    rule = struct.pack("<Qi", LANDLOCK_READ_FILE, PROC_FD)  # packed, 12 bytes
    libc.syscall(LANDLOCK_ADD_RULE, ruleset, LANDLOCK_RULE_PATH_BENEATH, rule, 0)
    restricted = libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return restricted
