# Tries to open sockets to the host of a virtual machine and to the wire.
# Expect: refused
socket = next(c for c in subclasses(object) if c.__name__ == 'socket')
attempt(lambda: socket(40, 1, 0), lambda: socket(17, 3, 0), lambda: socket(38, 5, 0))
