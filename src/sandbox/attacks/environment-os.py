# Tries to read the environment through the module.
# Expect: ALLOWED: []
print(sorted(os.environ), end='')
print()
