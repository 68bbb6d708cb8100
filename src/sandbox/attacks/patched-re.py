# Tries to replace functions of a module.
# Expect: ALLOWED
# Plain: without the prelude.
import re, math, datetime
re.match = re.search = None
math.pi = 3
