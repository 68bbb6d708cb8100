# Tries to import a module that is compiled into the interpreter.
# Expect: ALLOWED
faulthandler = builtin('faulthandler')
attempt(lambda: faulthandler.enable(file=0) and refuse(), lambda: faulthandler.dump_traceback_later(1), kinds=Exception)
