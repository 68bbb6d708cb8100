# crewAI#4643: look methods up in type.__dict__ under spelled-out names.
# Expect: refused
walk = type.__dict__['__subc' + 'lasses__']
importer = next(c for c in walk(object) if c.__name__ == 'BuiltinImporter')
load = getattr(importer, 'load_module', None)
if load is None:  # from Python 3.15
    class Spec:
        name = 'posix'
    load = lambda name: importer.create_module(Spec)
attempt(lambda: load('posix').system('true') and refuse())
