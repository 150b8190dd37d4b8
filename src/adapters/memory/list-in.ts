import { SceneError } from '../../core/model/error.js'

/**
 * What a store begins with, by callers without types too; nothing where they name nothing.
 * @throws SceneError `INVALID_INPUT` for what is no list.
 */
export function listIn<Name extends string, Entry>(
  options: { readonly [Field in Name]?: Iterable<Entry> },
  name: Name,
): readonly Entry[] {
  const given: unknown = options
  if (typeof given !== 'object' || given === null) {
    throw new SceneError('INVALID_INPUT', 'options must be an object', { input: 'options' })
  }
  const list = options[name] ?? []
  if (typeof list === 'object' && Symbol.iterator in list) return [...list]
  throw new SceneError('INVALID_INPUT', `${name} must be a list; of an export, pass its \`${name}\``, {
    input: name,
  })
}
