# Tries to read the environment through the real posix module.
# Expect: ALLOWED: LC_ALL PYTHONDONTWRITEBYTECODE PYTHONHASHSEED TZ
print(*sorted(name.decode() for name in os.environ))
