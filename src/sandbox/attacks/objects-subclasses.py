# the classic walk from a string to os.system.
# Expect: refused
wrap = [c for c in ''.__class__.__mro__[-1].__subclasses__() if c.__name__ == '_wrap_close'][0]
attempt(lambda: wrap.__init__.__globals__['system']('true') and refuse())
