# Tries to say that it is another child and armed again.
# Expect: FAILED: not a result
send({'armed': 1, 'serial': 1})
os._exit(0)
