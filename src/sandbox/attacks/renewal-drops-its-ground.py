# Tries to let go of memory it was armed with, to change its kind or to move it: the next action would find zeros there.
# Expect: refused
libc.sbrk.restype = libc.mmap.restype = libc.mremap.restype = ctypes.c_void_p
heap = libc.sbrk(0) // 4096 * 4096 - (3 << 19)
library = ctypes.cast(libc.getpid, ctypes.c_void_p).value // 4096 * 4096
stack = ctypes.addressof(ctypes.c_long()) // 4096 * 4096
for address in (heap, library, stack):
    for size in (4096, 1 << 33):
        attempt(lambda: check(libc.munmap(ctypes.c_void_p(address), ctypes.c_size_t(size))),
                lambda: check(libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(size), 4)),
                lambda: check(libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(size), 8)),
                lambda: check(libc.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(size), 1)),
                lambda: mapped(libc.mremap(ctypes.c_void_p(address), ctypes.c_size_t(size), ctypes.c_size_t(8192), 1)),
                lambda: mapped(libc.mmap(ctypes.c_void_p(address), ctypes.c_size_t(size), 3, 0x32, -1, 0)))
attempt(lambda: syscall('brk', ctypes.c_void_p(heap)), lambda: syscall('brk', ctypes.c_void_p(1 << 20)))
# Down from below, across the reserve, into what lies above it.
low = mapped(libc.mmap(None, ctypes.c_size_t(4096), 3, 0x22, -1, 0))
attempt(lambda: check(libc.munmap(ctypes.c_void_p(low), ctypes.c_size_t(1 << 34))),
        lambda: mapped(libc.mremap(ctypes.c_void_p(low), ctypes.c_size_t(4096), ctypes.c_size_t(4096), 3, ctypes.c_void_p(heap))))
