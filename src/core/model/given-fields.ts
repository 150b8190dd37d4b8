/** An object's fields without those that are `undefined`. */
export type GivenFields<T> = { readonly [Field in keyof T]?: Exclude<T[Field], undefined> }

/** The fields of an object that say something: a caller's `undefined` is as good as no field. */
export function givenFields<T extends object>(value: T): GivenFields<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, given]) => given !== undefined),
  ) as GivenFields<T>
}
