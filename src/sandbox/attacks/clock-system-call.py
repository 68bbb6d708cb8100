# Tries to ask the kernel for the time.
# Expect: refused
attempt(lambda: syscall('clock_gettime', 0, ctypes.create_string_buffer(16)), lambda: syscall('gettimeofday', ctypes.create_string_buffer(16), None) if 'gettimeofday' in numbers else refuse(), lambda: check(libc.getrusage(0, ctypes.create_string_buffer(144))))
