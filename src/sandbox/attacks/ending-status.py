# Tries to end the process with the status of a crash.
# Expect: FAILED: ended the Python interpreter
os._exit(70)
