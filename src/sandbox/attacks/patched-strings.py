# Tries to change interned strings in place.
# Expect: ALLOWED or FAILED
ctypes.memset(id('context') + 48, 0x41, 3)
