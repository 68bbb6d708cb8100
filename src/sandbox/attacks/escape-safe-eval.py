# safe-eval: rebuild builtins from a bare expression.
# Expect: refused
attempt(lambda: eval("[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'][0].__init__.__globals__['open']('/etc/passwd', 0)", {'__builtins__': {}}))
