# Tries to mark memory as broken hardware.
# Expect: refused
attempt(lambda: check(libc.madvise(ctypes.c_void_p(id(attempt) & ~4095), 4096, 100)), lambda: check(libc.madvise(ctypes.c_void_p(id(attempt) & ~4095), 4096, 12)))
