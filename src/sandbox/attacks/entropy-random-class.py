# Tries to draw real randomness from the C class behind random.Random, which seeds itself.
# Expect: ALLOWED: True or FAILED: PermissionError
# Plain: without the prelude.
import random
base = random.Random.__mro__[1]
print(base().random() == base().random())
