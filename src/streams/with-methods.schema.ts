import * as z from 'zod'

/** Checks that an option is an object with these methods. */
export function withMethods<T>(...methods: readonly (keyof T & string)[]): z.ZodType<T, T> {
  return z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === 'function'),
    `an object with the methods ${methods.join(', ')}`,
  )
}
