# Tries to make a pair of sockets.
# Expect: refused
attempt(lambda: check(libc.socketpair(1, 1, 0, ctypes.create_string_buffer(8))))
