# Tries to open a file with openat2, which old filters do not know.
# Expect: refused
attempt(lambda: syscall(437, -100, b'/etc/passwd', bytes(24), 24))
