# What attacks begin with: the real functions, found as anybody could find them.
# Found by walking from `object`, which no filter of names could prevent; the walls have to hold all the same.
import json
import sys


def subclasses(kind, seen=None):
    seen = set() if seen is None else seen
    for sub in type.__subclasses__(kind):
        if sub not in seen:
            seen.add(sub)
            subclasses(sub, seen)
    return sorted(seen, key=lambda c: c.__name__) if kind is object else seen


def module_of(class_name):
    found = next(c for c in subclasses(object) if c.__name__ == class_name and "__init__" in vars(c))
    return type(sys)("found"), found.__init__.__globals__


def builtin(name):
    """A module of the interpreter, made anew: the guest has replaced functions of the first one."""
    imp = next(c for c in subclasses(object) if c.__name__ == "BuiltinImporter").create_module.__globals__["_imp"]
    module = imp.create_builtin(type("Spec", (), {"name": name, "loader": None, "origin": "built-in", "parent": ""})())
    imp.exec_builtin(module)
    return module


ctypes, _names = module_of("CDLL")
ctypes.__dict__.update(_names)
os, _names = module_of("_wrap_close")
os.__dict__.update(_names)
os.__dict__.update({name: value for name, value in vars(builtin("posix")).items() if not name.startswith("__")})
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def refuse():
    raise PermissionError(1, "Operation not permitted")


def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def pointer(result):
    return result or refuse()


def mapped(address):
    return refuse() if address in (None, 2**64 - 1) else address


def mapped_or_none(address):
    return None if address in (None, 2**64 - 1) else address


def thread_error(result):
    if result:
        raise OSError(result, "refused")


def syscall(number, *arguments):
    return check(libc.syscall(numbers[number] if isinstance(number, str) else number, *arguments))


def setrlimit(which, value):
    check(libc.setrlimit(which, value.to_bytes(8, "little") * 2))


def attempt(*functions, kinds=(OSError, ImportError, RuntimeError)):
    """Every one of them must be refused."""
    for function in functions:
        try:
            result = function()
        except kinds as error:
            print("refused:", type(error).__name__)
        else:
            print("REACHED", result)


def write(data):
    """To the connection with the server."""
    while data:
        data = data[os.write(0, data):]


def send(message, attachment=b""):
    """A frame of the protocol, forged."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, "little") + body + attachment)


ALLOWED = {"outcome": "ALLOWED", "message": None, "line": None, "outputBytes": 0}
machine = MACHINE
numbers = {"x86_64": dict(clone=56, vfork=58, clone3=435, tgkill=234, tkill=200, rt_sigprocmask=14, getitimer=36,
                          clock_gettime=228, gettimeofday=96, futex=202, read=0, write=1, close=3, mmap=9, mprotect=10,
                          munmap=11, brk=12, rt_sigreturn=15, mremap=25, madvise=28, exit=60, exit_group=231,
                          prlimit64=302, prctl=157),
           "aarch64": dict(clone=220, clone3=435, tgkill=131, tkill=130, rt_sigprocmask=135, getitimer=102,
                           clock_gettime=113, gettimeofday=169, futex=98, read=63, write=64, close=57, mmap=222,
                           mprotect=226, munmap=215, brk=214, rt_sigreturn=139, mremap=216, madvise=233, exit=93,
                           exit_group=94, prlimit64=261, prctl=167)}[machine]
