/** How many of the last projects that are over a cursor names. */
const NAMED = 8

/** Which projects of a page are over. Several are under way at the same time, so a later one may be over first. */
export class PageProgress {
  readonly #ids: readonly string[]
  readonly #over = new Set<number>()
  /** All before this one are over. */
  #front: number

  /**
   * @param after - The last projects up to which all were over when the page was read before. The page is begun anew where none
   * of them is on it any more.
   */
  constructor(ids: readonly string[], after: readonly string[]) {
    this.#ids = ids
    this.#front = Math.max(0, ...after.map((id) => ids.indexOf(id) + 1))
  }

  /** The projects that are to be looked at, with their places on the page. */
  left(): readonly (readonly [place: number, projectId: string])[] {
    return [...this.#ids.entries()].slice(this.#front)
  }

  end(place: number): void {
    this.#over.add(place)
    while (this.#over.delete(this.#front)) this.#front++
  }

  get isOver(): boolean {
    return this.#front === this.#ids.length
  }

  /** The last projects up to which all are over, in the order of the page. */
  get after(): readonly string[] {
    return this.#ids.slice(Math.max(0, this.#front - NAMED), this.#front)
  }
}
