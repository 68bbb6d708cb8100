# Counts how often a word stands in the memory of this process: heap, stack and the places of small objects. The word stands
# backwards in this text, so that what is found is not the text itself.
import sys


def found(kind):
    return next(c for c in all_subclasses(object) if c.__name__ == kind and "__init__" in vars(c))


def all_subclasses(kind):
    seen, kinds = set(), [kind]
    for one in kinds:
        fresh = [c for c in type.__subclasses__(one) if c not in seen]
        seen.update(fresh)
        kinds += fresh
    return sorted(seen, key=lambda c: c.__name__)


ctypes = found("CDLL").__init__.__globals__
libc = ctypes["CDLL"](None)
libc.sbrk.restype = ctypes["c_void_p"]


def address_of(thing):
    return ctypes["cast"](ctypes["pointer"](ctypes["py_object"](thing)), ctypes["POINTER"](ctypes["c_void_p"])).contents.value


backwards = b"ruobhgien eht fo terces eht"
end = libc.sbrk(0)
ranges = [(end - (2 << 20), end)]
for thing in ("a", 1.5, (1, 2), [1], {}, object(), b"some bytes", lambda: None, type, range(3)):
    pool = address_of(thing) >> 14 << 14
    ranges.append((pool, pool + (1 << 14)))
string_at = ctypes["string_at"]
print(sum(string_at(begin, stop - begin)[::-1].count(backwards) for begin, stop in ranges))
