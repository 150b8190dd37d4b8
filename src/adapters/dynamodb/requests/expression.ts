import type { ItemValue } from '../../../core/items/item.js'

/** The placeholders of an expression with what they stand for; left out where there are none. */
export interface Placeholders {
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Record<string, ItemValue>
}

/** Names and values of one request's expressions, each under a placeholder: any name may be a reserved word. */
export class Expression {
  readonly #placeholders = new Map<string, string>()
  readonly #names: Record<string, string> = {}
  readonly #values: Record<string, ItemValue> = {}
  #count = 0

  name(attribute: string): string {
    const known = this.#placeholders.get(attribute)
    if (known !== undefined) return known
    const placeholder = `#${this.#placeholders.size}`
    this.#placeholders.set(attribute, placeholder)
    this.#names[placeholder] = attribute
    return placeholder
  }

  value(value: ItemValue): string {
    const placeholder = `:${this.#count++}`
    this.#values[placeholder] = value
    return placeholder
  }

  placeholders(): Placeholders {
    return {
      ...(this.#placeholders.size > 0 && { ExpressionAttributeNames: this.#names }),
      ...(this.#count > 0 && { ExpressionAttributeValues: this.#values }),
    }
  }
}
