# Tries to load a program into the kernel.
# Expect: refused
attempt(lambda: syscall(321 if machine == 'x86_64' else 280, 5, bytes(120), 120), lambda: syscall(298 if machine == 'x86_64' else 241, bytes(120), 0, -1, -1, 0))
