/** Bytes whose `slice` shares them with the original, as that of Node's `Buffer` does. */
export class SlicesAreViews extends Uint8Array<ArrayBuffer> {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return this.subarray(start, end)
  }
}
