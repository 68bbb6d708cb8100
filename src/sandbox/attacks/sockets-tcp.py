# Tries to open a TCP connection.
# Expect: refused
socket = next(c for c in subclasses(object) if c.__name__ == 'socket')
attempt(lambda: socket(2, 1).connect(('127.0.0.1', 4400)))
