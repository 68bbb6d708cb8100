# RestrictedPython, CVE-2023-37271: walk out of a generator's frame.
# Expect: refused
def g():
    yield generator.gi_frame.f_back
generator = g()
frame = next(generator)
while frame.f_back is not None:
    frame = frame.f_back
attempt(lambda: frame.f_builtins['open']('/etc/passwd'), lambda: frame.f_builtins['__import__']('os').system('true') and refuse(), kinds=(OSError, ImportError, AttributeError))
