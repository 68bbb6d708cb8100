# Tries to become root.
# Expect: refused
attempt(lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: check(libc.capset(bytes(8), bytes(24))))
