# Tries to push characters into the terminal of the server.
# Expect: refused
attempt(lambda: check(libc.ioctl(0, 0x5412, b'x')), lambda: check(libc.ioctl(0, 0x8902, bytes(4))), lambda: check(libc.ioctl(0, 0x541B, bytes(4))))
