# Tries to read memory at an address of its choice.
# Expect: FAILED: crashed
print(ctypes.string_at(0x1000, 8))
