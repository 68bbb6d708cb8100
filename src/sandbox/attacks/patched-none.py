# Tries to break the reference counts of None and of the empty tuple.
# Expect: ALLOWED or FAILED
ctypes.c_int64.from_address(id(None)).value = 2
ctypes.c_int64.from_address(id(())).value = 2
