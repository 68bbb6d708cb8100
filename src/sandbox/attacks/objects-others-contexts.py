# Tries to find what earlier actions left in memory.
# Expect: ALLOWED: nothing
gc = builtin('gc')
name = ''.join(reversed('ruobhgieNehTfOterces'))
text = [o for o in gc.get_objects() if isinstance(o, dict) and name in o]
print('REACHED' if text else 'nothing')
