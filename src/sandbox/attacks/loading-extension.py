# Tries to load an extension module through the real loader.
# Expect: refused
imp = builtin('_imp')
spec = type('Spec', (), {'name': '_sqlite3', 'origin': '/usr/lib/python3.11/lib-dynload/_sqlite3.so', 'loader': None, 'parent': None})()
attempt(lambda: imp.create_dynamic(spec))
