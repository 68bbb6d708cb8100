# The self-check: tries, from behind a wall, what no action may do. The first action runs only when all of it fails.

import ctypes
import errno
import resource
import signal
from _socket import AF_INET, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, socket, socketpair

from host_os import host_os as os
from seccomp import MACHINES, libc, this_machine

# The same numbers on every processor.
PIDFD_OPEN, IO_URING_SETUP, OPENAT2, PIDFD_GETFD, MEMFD_SECRET = 434, 425, 437, 438, 447


def attempts(folder):
    """What is tried: name -> a function that raises when it is refused. None of them harms anything when it is not."""
    numbers = MACHINES[this_machine()]
    someone = os.getppid() or 1
    return {
        "open a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "open a file in a new way": lambda: call(OPENAT2, -100, b"/", bytes(24), 24),
        "list a folder": lambda: os.listdir("/"),
        "look at a path": lambda: os.stat("/"),
        "make a file": lambda: os.open(folder + "/self-check", os.O_CREAT | os.O_WRONLY),
        "make a file in memory": lambda: checked(libc.memfd_create(b"x", 0)),
        "make secret memory": lambda: call(MEMFD_SECRET, 0),
        "read the state of a process": lambda: os.open("/proc/self/status", os.O_RDONLY),
        "read the memory of a process": lambda: checked(libc.process_vm_readv(someone, None, 0, None, 0, 0)),
        "trace a process": lambda: checked(libc.ptrace(0, 0, 0, 0)),
        "get hold of a process": lambda: call(PIDFD_OPEN, someone, 0),
        "take a descriptor of a process": lambda: call(PIDFD_GETFD, 0, 0, 0),
        "start a process": lambda: os.fork() or os._exit(0),
        "start a thread": lambda: call(numbers["clone"], 0x10000 | 0x100 | 0x800, 0, 0, 0, 0),
        "open a network socket": lambda: socket(AF_INET, SOCK_STREAM),
        "open a datagram socket": lambda: socket(AF_INET, SOCK_DGRAM),
        "open a local socket": lambda: socket(AF_UNIX, SOCK_STREAM),
        "make a pair of sockets": lambda: socketpair(),
        "take another connection": lambda: call(numbers["accept4"], 0, None, None, 0, but=(errno.EINVAL, errno.EBADF)),
        "signal its parent": lambda: os.kill(someone, 0),
        "signal its group": lambda: os.kill(0, 0),
        "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024)),
        "limit another process": lambda: resource.prlimit(someone, resource.RLIMIT_NOFILE),
        "make memory executable": map_executable,
        "duplicate a descriptor": lambda: os.dup(0),
        "use a second descriptor": lambda: os.write(1, b""),
        "open a pipe": lambda: os.pipe(),
        "watch files": lambda: checked(libc.inotify_init()),
        "share memory": lambda: checked(libc.shmget(0, 4096, 0o600)),
        "enter new namespaces": lambda: checked(libc.unshare(0x10000000)),
        "set a ring of requests up": lambda: call(IO_URING_SETUP, 1, None, but=(errno.EFAULT,)),
        "change how it dies": lambda: checked(libc.prctl(1, 0, 0, 0, 0)),
        "handle a signal": lambda: signal.signal(signal.SIGPROF, signal.SIG_IGN),
        "put off its time-out": lambda: signal.setitimer(signal.ITIMER_PROF, 0),
        "ask the kernel for the time": lambda: call(numbers["clock_gettime"], 0, ctypes.create_string_buffer(16)),
        "ask the kernel for randomness": lambda: call(numbers["getrandom"], ctypes.create_string_buffer(8), 8, 0),
        "run a program": lambda: os.execv("/bin/true", ["true"]),
    }


def attempt_everything(folder="/tmp"):
    """Gives the names of the attempts that the kernel let through."""
    reached = []
    for name, attempt in attempts(folder).items():
        try:
            attempt()
        except (OSError, ValueError):
            continue
        reached.append(name)
    return reached


def checked(result, but=()):
    """Takes an error other than a refusal for a success, when it is one of `but`: the kernel got to look at the call."""
    if result < 0 and ctypes.get_errno() not in but:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def call(number, *arguments, but=()):
    checked(libc.syscall(number, *arguments), but)


def map_executable():
    libc.mmap.restype = ctypes.c_void_p
    if libc.mmap(None, 4096, 7, 0x22, -1, 0) == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")
