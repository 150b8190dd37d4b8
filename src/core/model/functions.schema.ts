import * as z from 'zod'

/** A function; what it takes and gives shows when it is called. */
export function aFunction<T>() {
  return z.custom<T>((value) => typeof value === 'function', 'a function')
}

/** An object of whatever class that has these methods. */
export function withMethods<T>(...methods: readonly (keyof T & string)[]) {
  return z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === 'function'),
    `an object with the methods ${methods.join(', ')}`,
  )
}
