# Tries to match a regular expression that backtracks for ever.
# Expect: TIMED_OUT
# Plain: without the prelude.
import re
re.match(r'(a+)+$', 'a' * 60 + 'b')
