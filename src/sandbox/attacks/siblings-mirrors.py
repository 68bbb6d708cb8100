# Tries to write into the memory that mirrors the output of its siblings.
# Expect: FAILED: crashed or ALLOWED: none in reach
import sys
found = []
frame = sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        if isinstance(getattr(value, 'children', None), dict):
            found += value.children.values()
    frame = frame.f_back
for child in found:
    child.mirror.memory[:40] = bytes([36, 0, 0, 0]) + b'REACHED' + bytes([120]) * 29
print('none in reach')
