# Tries to write over the code of the C library.
# Expect: FAILED: crashed
ctypes.memset(ctypes.cast(libc.getpid, ctypes.c_void_p), 0xcc, 16)
print('REACHED')
