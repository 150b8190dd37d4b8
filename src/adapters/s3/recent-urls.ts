/** So many URLs are remembered; a page has some hundred. */
const MOST = 10_000

/** URLs that were signed lately: a page that polls asks for the same ones every few seconds. */
export class RecentUrls {
  readonly #urls = new Map<string, string>()
  #credentials: unknown

  /**
   * The URL of before, or a new one.
   * @param credentials - Others than before, such as those that a role was given anew, make all URLs of before useless.
   * @param what - All that the URL is made from.
   */
  async get(credentials: unknown, what: string, sign: () => Promise<string>): Promise<string> {
    if (credentials !== this.#credentials || this.#urls.size >= MOST) this.#urls.clear()
    this.#credentials = credentials
    const known = this.#urls.get(what)
    if (known !== undefined) return known
    const url = await sign()
    if (credentials === this.#credentials) this.#urls.set(what, url)
    return url
  }
}
