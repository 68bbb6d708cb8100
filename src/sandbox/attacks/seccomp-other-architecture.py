# Tries to make calls under 32-bit and x32 numbers.
# Expect: refused
attempt(lambda: syscall(0x40000000 + 2, b'/etc/passwd', 0), lambda: syscall(0x40000000 + 257, -100, b'/etc/passwd', 0), lambda: syscall(-1), lambda: syscall(0xFFFFFFFF))
