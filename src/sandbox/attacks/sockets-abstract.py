# Tries to listen on an abstract address.
# Expect: refused
socket = next(c for c in subclasses(object) if c.__name__ == 'socket')
attempt(lambda: socket(1, 1).bind('\0attack'))
