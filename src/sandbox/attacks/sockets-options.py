# Tries to change or question its connection.
# Expect: refused
attempt(lambda: check(libc.setsockopt(0, 1, 9, bytes(4), 4)), lambda: check(libc.getsockopt(0, 1, 17, ctypes.create_string_buffer(12), bytes([12, 0, 0, 0]))), lambda: check(libc.getpeername(0, ctypes.create_string_buffer(110), bytes([110, 0, 0, 0]))))
