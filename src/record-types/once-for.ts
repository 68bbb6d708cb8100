/** What `make` gives for an object, such as a record type: made when it is first asked for, and kept as long as the object. */
export function onceFor<Key extends object, Value extends object>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const before = made.get(key);
    if (before) return before;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
