# Tries to ask the kernel for its network settings.
# Expect: refused
socket = next(c for c in subclasses(object) if c.__name__ == 'socket')
attempt(lambda: socket(16, 3, 0))
