# Tries to end the process with status 0.
# Expect: FAILED: ended the Python interpreter
os._exit(0)
