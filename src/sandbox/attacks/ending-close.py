# Tries to close its connection.
# Expect: FAILED or TIMED_OUT or ALLOWED
os.close(0)
