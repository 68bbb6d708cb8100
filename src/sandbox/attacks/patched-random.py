# Tries to seed the random numbers of the next action.
# Expect: ALLOWED
# Plain: without the prelude.
import random
random.seed(1)
random.Random.random = lambda self: 4
