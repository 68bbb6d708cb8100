# Tries to use the kinds of futex that kernel exploits used.
# Expect: refused
attempt(*[lambda op=op: syscall('futex', ctypes.create_string_buffer(8), op, 1, None, ctypes.create_string_buffer(8), 1) for op in (3, 6, 11, 12)])
