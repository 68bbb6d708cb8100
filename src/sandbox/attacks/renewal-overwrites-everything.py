# Answers, then overwrites as much of its memory as it can find until it crashes.
# Expect: ALLOWED
send(ALLOWED)
libc.sbrk.restype = ctypes.c_void_p
top = libc.sbrk(0)
ctypes.memset(top - (1 << 20), 0x44, 1 << 20)
