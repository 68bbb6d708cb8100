# Tries to announce a message of 4 GB.
# Expect: FAILED: not a result
write(bytes([255] * 4) + b'{}')
os._exit(0)
