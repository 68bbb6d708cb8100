# Tries to compile a regular expression that unfolds.
# Expect: TIMED_OUT or OUT_OF_MEMORY or FAILED or ALLOWED
# Plain: without the prelude.
import re
re.compile('(' * 90 + 'a' + '{1,100})' * 90)
