# Tries to take addresses from the reserve and to map as many elsewhere, so that nothing seems to have been mapped; and to map memory
# where it likes, behind the heap, or of a kind that is not counted.
# Expect: refused
libc.mmap.restype = libc.mremap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mremap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
page = 4096
mine = mapped(libc.mmap(None, page, 3, 0x22, -1, 0))
reserve = -(-mine // (4 << 30)) * (4 << 30)  # it begins where 4 GB begin, above whatever was mapped since
heap = libc.syscall(numbers.get('brk', 214), ctypes.c_void_p(0))
for address in (reserve, reserve + 10 * page):
    attempt(lambda: check(libc.munmap(address, page)), lambda: check(libc.munmap(address, 66000 * page)),
            lambda: mapped(libc.mremap(address, page, 2 * page, 1)))
for rights in (0, 1, 2):
    attempt(lambda: mapped(libc.mmap(None, page, rights, 0x22, -1, 0)))
for hint in (mine - (64 << 20), heap, heap + page, 1 << 32):
    attempt(lambda: mapped(libc.mmap(hint, page, 3, 0x22, -1, 0)))
libc.munmap(mine, page)
