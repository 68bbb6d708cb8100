# Tries to hide code from a reader with marks of writing direction.
# Expect: ALLOWED: refused
# Plain: without the prelude.
x = 'user‮ ⁦# only for admins⁩ ⁦'
print('refused' if x != 'user' else 'REACHED')
