# Tries to read a file through the module that reads source lines for tracebacks.
# Expect: ALLOWED: []
# Plain: without the prelude.
import traceback
print(traceback.linecache.getlines('/etc/passwd'))
