# mcp-use#1735: read attributes with a class pattern.
# Expect: refused
match '':
    case str(__class__=kind):
        wrap = next(c for c in kind.__mro__[1].__subclasses__() if c.__name__ == '_wrap_close')
attempt(lambda: wrap.__init__.__globals__['system']('true') and refuse())
