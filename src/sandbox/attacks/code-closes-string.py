# Tries to close the string it might be written into.
# Expect: ALLOWED: refused
# Plain: without the prelude.
x = '''
'''; y = """
"""
print('refused')
# ''' """
