# Tries to overflow the JSON reader.
# Expect: FAILED
# Plain: without the prelude.
import json, sys
sys.setrecursionlimit(10**9)
json.loads('[' * 10**6)
