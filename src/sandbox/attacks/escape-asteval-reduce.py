# asteval#86: getattr out of a method's __reduce__.
# Expect: refused
getter, (owner, name) = print.__reduce__() if not isinstance(print.__reduce__(), str) else [].append.__reduce__()
attempt(lambda: getter(builtin('posix'), 'system')('true') and refuse())
