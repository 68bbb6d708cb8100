# Tries to find an open socket, file or pipe among all objects.
# Expect: ALLOWED: 0
gc = builtin('gc')
kinds = [c for c in subclasses(object) if c.__name__ in ('socket', 'FileIO', 'mmap')]
alive = [o for o in gc.get_objects() if isinstance(o, tuple(kinds))]
print(len([o for o in alive if getattr(o, 'fileno', lambda: -1)() > 2]))
