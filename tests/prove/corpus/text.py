# Kommentar: größe
größe = "π"; 変数 = 2
s = '''first
	tabbed
    indented
  # no comment
'''   # after
def f(x,
      y="""
default"""):
        # odd indentation
        return f'{x}{y!r:>12}' \
            f"{'nested'}" f'''{
x}'''
print(s, f(größe), 変数 ** 2, r'\d', b'\xff', u'é')
if True:

    # a comment at depth

    print('''
''')
	
print(1) ; print(2)
x = ("implicit "
     "concatenation"

     " over lines")
print(x)
@(lambda g: g)
def decorated(): "doc"; return 1
print(decorated(), decorated.__doc__)
