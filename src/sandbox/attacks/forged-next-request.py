# Tries to read on, to take the request of the next action.
# Expect: TIMED_OUT
print(os.read(0, 1000))
