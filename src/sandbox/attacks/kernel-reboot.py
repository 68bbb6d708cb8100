# Tries to reboot, set the clock, add swap, read the kernel's log.
# Expect: refused
attempt(lambda: check(libc.reboot(0)), lambda: check(libc.settimeofday(bytes(16), None)), lambda: check(libc.swapon(b'/x', 0)), lambda: check(libc.klogctl(3, ctypes.create_string_buffer(8), 8)), lambda: check(libc.sethostname(b'x', 1)))
