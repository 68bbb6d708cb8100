# Tries to read the keys of the session.
# Expect: refused
attempt(lambda: syscall(250 if machine == 'x86_64' else 219, 0, -3, 0))
