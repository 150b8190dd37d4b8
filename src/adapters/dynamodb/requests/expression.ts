import type { ItemValue } from '../../../core/items/item.js'

/** The placeholders of an expression with what they stand for; left out where there are none. */
export interface Placeholders {
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Record<string, ItemValue>
}

/** Names and values of one request's expressions, each under a placeholder: any name may be a reserved word. */
export class Expression {
  readonly #names = new Map<string, string>()
  readonly #values: ItemValue[] = []

  name(attribute: string): string {
    const known = this.#names.get(attribute)
    if (known !== undefined) return known
    const placeholder = `#${this.#names.size}`
    this.#names.set(attribute, placeholder)
    return placeholder
  }

  value(value: ItemValue): string {
    this.#values.push(value)
    return `:${this.#values.length - 1}`
  }

  placeholders(): Placeholders {
    const names = [...this.#names].map(([attribute, placeholder]) => [placeholder, attribute])
    const values = this.#values.map((value, at) => [`:${at}`, value] as const)
    return {
      ...(names.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(names) as Record<string, string>,
      }),
      ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
    }
  }
}
