# smolagents, CVE-2025-9959: from a class to subprocess.Popen.
# Expect: refused
popen = [c for c in subclasses(object) if c.__name__ == 'Popen']
attempt(*[lambda c=c: c(['true']) for c in popen] or [refuse])
