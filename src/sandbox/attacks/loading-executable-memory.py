# Tries to map memory it could run code from.
# Expect: refused
libc.mmap.restype = ctypes.c_void_p
attempt(*[lambda p=p: mapped(libc.mmap(None, 4096, p, 0x22, -1, 0)) for p in (4, 5, 7, 0x1000007)])
