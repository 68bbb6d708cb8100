# Tries to put the import path back and import what is not allowed.
# Expect: refused
sys.path[:] = ['/usr/lib/python3.11', '/usr/local/lib/python3.11']
external = next(c for c in subclasses(object) if c.__name__ == 'PathFinder')
sys.meta_path[:] = [external]
attempt(lambda: __import__('socketserver'), lambda: __import__('subprocess'))
