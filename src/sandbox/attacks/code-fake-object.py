# Tries to make an object out of bytes and have the interpreter call it.
# Expect: FAILED: crashed
fake = (ctypes.c_uint64 * 64)(*[1] + [0x4141414141414141] * 63)
ctypes.cast(ctypes.addressof(fake), ctypes.py_object).value()
