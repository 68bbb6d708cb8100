# Tries to scan the heap for what another action was given.
# Expect: ALLOWED: nothing or FAILED: crashed
needle = b"&06'0!3=00<2=7: '"  # each byte flipped, or it would find itself
flip = bytes(byte ^ 0x55 for byte in range(256))
buffers = [bytearray(4096) for _ in range(64)]
found = any(needle in ctypes.string_at(id(b) & ~0xFFF, 4096).translate(flip) for b in buffers)
print('REACHED' if found else 'nothing')
