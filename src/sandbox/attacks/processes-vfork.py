# Tries to vfork.
# Expect: refused
attempt(lambda: syscall('vfork') if 'vfork' in numbers else refuse())
