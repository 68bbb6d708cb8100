# n8n, CVE-2026-0863: take the host's object out of an AttributeError made by formatting.
# Expect: refused
try:
    '{0.__globals__[sys].nothing}'.format(next(c for c in subclasses(object) if c.__name__ == '_wrap_close').__init__)
except AttributeError as error:
    found = error.obj
attempt(lambda: found.modules['posix'].system('true') and refuse())
