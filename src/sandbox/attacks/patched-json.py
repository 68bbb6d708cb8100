# Tries to replace what reads the next context.
# Expect: ALLOWED or FAILED
# Plain: without the prelude.
import json
json.loads = lambda *a: {}
json.decoder.JSONDecoder.decode = None
