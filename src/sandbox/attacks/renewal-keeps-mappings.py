# Leaves memory behind that it has mapped and filled, more than is cleared away.
# Expect: ALLOWED
libc.mmap.restype = libc.sbrk.restype = ctypes.c_void_p
for n in range(200):
    place = libc.mmap(None, ctypes.c_size_t(8192), 3 if n % 2 else 1, 0x22, -1, 0)
    if n % 2 and place not in (None, 2**64 - 1):
        ctypes.memset(place, 0x42, 8192)
libc.sbrk(1 << 20)
