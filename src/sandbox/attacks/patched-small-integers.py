# Tries to make 1 equal to 2 for everybody who comes after.
# Expect: ALLOWED or FAILED
ctypes.c_uint32.from_address(id(257 - 256) + 24).value = 2
