# Tries to make memory executable after it was written.
# Expect: refused
page = ctypes.create_string_buffer(8192)
address = (ctypes.addressof(page) + 4095) & ~4095
attempt(lambda: check(libc.mprotect(ctypes.c_void_p(address), 4096, 7)), lambda: check(libc.pkey_mprotect(ctypes.c_void_p(address), 4096, 7, -1)))
