# Cogtrix#1246: open a file with C's own fopen.
# Expect: refused
libc.fopen.restype = ctypes.c_void_p
attempt(lambda: pointer(libc.fopen(b'/etc/passwd', b'r')), lambda: pointer(libc.fopen(b'/tmp/attack', b'w')))
