# Tries to make a process and a thread with raw system calls.
# Expect: refused
attempt(lambda: syscall('clone', 17, 0, 0, 0, 0), lambda: syscall('clone', 0x3D0F00, 0, 0, 0, 0), lambda: syscall('clone3', bytes(88), 88))
