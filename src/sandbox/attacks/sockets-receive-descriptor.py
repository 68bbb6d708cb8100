# Tries to receive a descriptor over its connection.
# Expect: refused
attempt(lambda: check(libc.recvmsg(0, ctypes.create_string_buffer(56), 0x40)))
