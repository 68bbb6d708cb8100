# Tries to make system calls past the filter through a ring.
# Expect: refused
attempt(lambda: syscall(425, 1, ctypes.create_string_buffer(120)))
