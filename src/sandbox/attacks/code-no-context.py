# Tries to run without its namespace.
# Expect: ALLOWED: own
# Plain: without the prelude.
f = type(lambda: 0)(compile('__builtins__', 'x', 'eval'), {'__builtins__': 'own'})
print(f())
