# Tries to write into the memory that mirrors the output of its siblings.
# Expect: FAILED: crashed or ALLOWED: none in reach
found = []
frame = sys._getframe()
while frame is not None:
    zygote = frame.f_locals.get('zygote')
    if zygote is not None:
        found += zygote.children.values()
    frame = frame.f_back
for child in found:
    child.mirror[:40] = bytes([36, 0, 0, 0]) + b'REACHED' + bytes([120]) * 29
print('none in reach')
