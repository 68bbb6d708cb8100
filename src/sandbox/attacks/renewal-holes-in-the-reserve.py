# Makes holes in the addresses that are reserved below its memory, and puts something there.
# Expect: ALLOWED
libc.mmap.restype = ctypes.c_void_p
low = libc.mmap(None, ctypes.c_size_t(4096), 3, 0x22, -1, 0)
for step in range(1, 4000, 37):
    libc.munmap(ctypes.c_void_p(low + step * 4096), ctypes.c_size_t(4096))
    place = libc.mmap(ctypes.c_void_p(low + step * 4096), ctypes.c_size_t(4096), 3, 0x22, -1, 0)
    if place not in (None, 2**64 - 1):
        ctypes.memset(place, 0x41, 4096)
