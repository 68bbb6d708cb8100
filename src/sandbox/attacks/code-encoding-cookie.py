# Tries to have its source read in another encoding.
# Expect: ALLOWED: refused
# Plain: without the prelude.
# -*- coding: utf-7 -*-
x = '+AGE-'
print('refused' if x == '+AGE-' else 'REACHED')
