# Looks through all the memory that it can read for what the action before it has left there.
# Expect: refused
libc.sbrk.restype = ctypes.c_void_p
end = libc.sbrk(0)
word = b'secretOf' + b'TheLastAction'
stack = ctypes.addressof(ctypes.c_long())
here = (end - (2 << 20), end), (stack - (256 << 10), stack - 4096)
found = sum(ctypes.string_at(begin, stop - begin).count(word) for begin, stop in here)
print('REACHED' if found else 'refused')
