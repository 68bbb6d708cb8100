# Tries to have ctypes make code for a callback, which needs executable memory.
# Expect: ALLOWED or FAILED
try:
    ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 1)()
except (MemoryError, OSError):
    pass
print('own process only')
