# Tries to import a module that is compiled into the interpreter.
# Expect: ALLOWED
importer = next(c for c in subclasses(object) if c.__name__ == 'BuiltinImporter')
faulthandler = importer.load_module('faulthandler')
attempt(lambda: faulthandler.enable(file=0) and refuse(), lambda: faulthandler.dump_traceback_later(1), kinds=Exception)
