# Tries to load a shared library.
# Expect: refused
attempt(lambda: ctypes.CDLL('libcrypt.so.1'), lambda: ctypes.CDLL('/lib/x86_64-linux-gnu/libutil.so.1'))
