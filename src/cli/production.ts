// Libraries check what only their developers get wrong, at each call, unless they are told that this is no development. Some read it
// when they are loaded, so this is imported before them.

process.env.NODE_ENV ??= 'production';
