# Tries to send a datagram.
# Expect: refused
socket = next(c for c in subclasses(object) if c.__name__ == 'socket')
attempt(lambda: socket(2, 2).sendto(b'x', ('127.0.0.1', 53)))
