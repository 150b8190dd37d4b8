import fc from 'fast-check'

/** What a caller without types may pass by mistake or in bad faith, by name, each made anew. */
const HOSTILE: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  nothing: () => undefined,
  'a number': () => 7,
  zero: () => 0,
  'minus zero': () => -0,
  'a fraction': () => 1.5,
  'a negative number': () => -3,
  'not a number': () => Number.NaN,
  infinity: () => Infinity,
  'the largest number': () => Number.MAX_VALUE,
  'the smallest number': () => Number.MIN_VALUE,
  'the largest integer': () => Number.MAX_SAFE_INTEGER,
  'a big integer': () => 10n ** 30n,
  true: () => true,
  'an empty text': () => '',
  'a blank text': () => ' ',
  'a text': () => 'pending',
  'an unknown status': () => 'archived',
  'a URL': () => 'https://bucket.example/video.mp4?X-Amz-Signature=0',
  'an S3 URL': () => 's3://bucket/video.mp4',
  'a way out of a folder': () => '../../../other/video.mp4',
  'a long text': () => 'x'.repeat(10_000),
  'a long key': () => 'k'.repeat(1_024),
  'a lone surrogate': () => '\ud83d',
  'control characters': () => 'a\u0000b\nc',
  'the name of a prototype': () => '__proto__',
  'the name of a constructor': () => 'constructor',
  'a sort key': () => 'x#METADATA',
  'a symbol': () => Symbol('x'),
  'a function': () => () => 7,
  'an array': () => [],
  'a long array': () => Array.from({ length: 1_000 }, (_, at) => ({ prompt: at })),
  'numbers twice': () => [1, 1, 2, 3],
  'an array with a hole': () => Object.assign(new Array<unknown>(3), { 0: 1, 2: 2 }),
  'an object': () => ({}),
  'an object without prototype': () => Object.create(null) as unknown,
  'many unknown fields': () =>
    Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field ${at}`, at])),
  'a long field': () => ({ ['f'.repeat(10_000)]: 1 }),
  'polluting JSON': () =>
    JSON.parse(
      '{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }',
    ) as unknown,
  'inherited options': () =>
    Object.create({ actor: 'x', status: 'failed', key: 'a.mp4', regenerate: true }) as unknown,
  'a getter that throws': () => throwing('key'),
  'a body that throws': () => throwing('body'),
  'a proxy that throws': () =>
    new Proxy(
      {},
      { get: () => fail(), has: () => fail(), ownKeys: () => fail(), getPrototypeOf: () => fail() },
    ),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  'a cyclic object': () => {
    const cyclic: Record<string, unknown> = { sequence: 1 }
    cyclic['self'] = cyclic
    return cyclic
  },
  'a text that is no text': () => ({ toString: () => 'pending' }),
  'an object that is no text': () => ({ toString: 1, valueOf: 1 }),
  'an invalid date': () => new Date(Number.NaN),
  'a date': () => new Date(0),
  'a map': () => new Map([[1, 2]]),
  'an error': () => new Error('x'),
  'half a blob': () => ({ size: 4, arrayBuffer: 1 }),
  'half a stream': () => ({ [Symbol.asyncIterator]: 1 }),
  'a stream of texts': () => textStream(),
  'a boxed text': () => Object('pending') as unknown,
}

async function* textStream() {
  yield await Promise.resolve('text')
}

function fail(): never {
  throw new Error('do not touch')
}

function throwing(field: string): unknown {
  return Object.defineProperty({}, field, { enumerable: true, get: fail })
}

/** A value with its name, for counterexamples that can be read. */
export interface Hostile {
  readonly name: string
  readonly make: () => unknown
}

/** Values that no method was made for. */
export const hostileValues: fc.Arbitrary<Hostile> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(...Object.keys(HOSTILE))
      .map((name) => ({ name, make: () => HOSTILE[name]?.() })),
  },
  {
    weight: 1,
    arbitrary: fc
      .anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withNullPrototype: true,
        withTypedArray: true,
        withSparseArray: true,
        stringUnit: 'binary',
      })
      .map((value) => ({ name: fc.stringify(value), make: () => value })),
  },
)

/**
 * Valid arguments with one of them, or one field inside of one, replaced or added.
 * @param valid - Made anew for each call, so that nothing is shared.
 */
export function spoiled(
  valid: () => readonly unknown[],
): fc.Arbitrary<{ readonly name: string; readonly make: () => unknown[] }> {
  const paths = pathsIn(valid())
  return fc.tuple(fc.constantFrom(...paths), hostileValues).map(([path, hostile]) => ({
    name: `${path.join('.')} = ${hostile.name}`,
    make: () => [...(replaced(valid(), path, hostile.make()) as readonly unknown[])],
  }))
}

/** Where something can be put: every argument, one more, every field, one more. */
function pathsIn(value: unknown, depth = 0): readonly (readonly string[])[] {
  if (!isPlain(value) || depth > 3) return []
  const more = Array.isArray(value) ? [String(value.length)] : ['another', '__proto__']
  return [...Object.keys(value), ...more].flatMap((name) => [
    [name],
    ...pathsIn(Reflect.get(value, name), depth + 1).map((path) => [name, ...path]),
  ])
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by
  const copy: object = Array.isArray(value) ? [...(value as readonly unknown[])] : { ...(value as object) }
  const inner: unknown = rest.length === 0 ? by : replaced(Reflect.get(copy, name), rest, by)
  Object.defineProperty(copy, name, { value: inner, enumerable: true, writable: true, configurable: true })
  return copy
}
