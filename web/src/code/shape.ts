/** What a value in an action's code holds, as far as its context's query tells. */
export interface Shape {
  /** What completion says beside the name: `String!`, `list of Attribute`. */
  detail: string;
  /** Of a dict: what each key holds. */
  fields?: Record<string, Shape>;
  /** Of a list: what each item is. */
  item?: Shape;
}
