# Tries to draw real randomness from the kernel.
# Expect: refused
attempt(lambda: check(libc.getrandom(ctypes.create_string_buffer(8), 8, 0)), lambda: check(libc.getentropy(ctypes.create_string_buffer(8), 8)), lambda: os.open('/dev/urandom', 0))
