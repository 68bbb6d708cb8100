# Leaves memory behind that it has mapped and filled, and a longer heap.
# Expect: ALLOWED
libc.mmap.restype = libc.sbrk.restype = ctypes.c_void_p
for n in range(20):
    place = libc.mmap(None, ctypes.c_size_t(1 << 20), 3, 0x22, -1, 0)
    ctypes.memset(place, 0x42, 8192)
ctypes.memset(libc.sbrk(1 << 20), 0x43, 1 << 20)
kept = [str(n) * 10 for n in range(20_000)]
