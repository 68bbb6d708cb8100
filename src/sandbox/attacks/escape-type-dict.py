# crewAI#4643: look methods up in type.__dict__ under spelled-out names.
# Expect: refused
walk = type.__dict__['__subc' + 'lasses__']
importer = next(c for c in walk(object) if c.__name__ == 'BuiltinImporter')
attempt(lambda: importer.load_module('posix').system('true') and refuse())
