# RestrictedPython, CVE-2025-22153: confuse types with except*.
# Expect: ALLOWED: handled
# Plain: without the prelude.
try:
    raise ExceptionGroup('x', [ValueError()])
except* ValueError as group:
    print('handled')
