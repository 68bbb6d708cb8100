# Tries to pass its connection to another process.
# Expect: refused
attempt(lambda: check(libc.sendmsg(0, bytes(56), 0)), lambda: check(libc.sendto(0, b'x', 1, 0, None, 0)))
