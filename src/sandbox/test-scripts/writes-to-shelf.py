# Tries, in a child without any wall, to write to the shelf. Prints what happened, and what lies on it afterwards.
import ctypes
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "guest"))
from seccomp import libc
from shelf import PAGE, PUT_BACK, Shelf

shelf = Shelf(2)
shelf.write(shelf.code, PUT_BACK)
before = ctypes.string_at(shelf.theirs, shelf.code + PAGE)
libc.mmap.restype = ctypes.c_void_p


def protect(address, rights):
    return libc.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(PAGE), rights)


attempts = {
    "make it writable": lambda: protect(shelf.theirs, 3) == 0,
    "make its code writable": lambda: protect(shelf.code_theirs, 7) == 0,
    "write to it": lambda: ctypes.memset(shelf.theirs, 1, 1),
    "write to its code": lambda: ctypes.memset(shelf.code_theirs, 1, 1),
    "write as the zygote does": lambda: ctypes.memset(shelf.ours, 1, 1),
    "write by another way": lambda: os.pwrite(os.open("/proc/self/mem", os.O_RDWR), b"\1", shelf.theirs),
}
for name, attempt in attempts.items():
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(1 if attempt() else 0)
        except OSError:
            os._exit(0)
    status = os.waitpid(pid, 0)[1]
    print(name, "REACHED" if os.WIFEXITED(status) and os.WEXITSTATUS(status) else "refused")
print("unchanged" if ctypes.string_at(shelf.theirs, shelf.code + PAGE) == before else "CHANGED")
