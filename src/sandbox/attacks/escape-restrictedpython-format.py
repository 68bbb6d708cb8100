# RestrictedPython, CVE-2023-41039: read attributes with format strings.
# Expect: ALLOWED
# Plain: without the prelude.
import string
print(len(string.Formatter().vformat('{0.__class__.__mro__}', ('',), {})), '{.__class__}'.format(1))
