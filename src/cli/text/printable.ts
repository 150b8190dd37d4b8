/**
 * Text that a terminal shows and does not obey: records hold whatever people and providers wrote, and a control character in
 * it could move the cursor or repaint the screen.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Cf}/gu, '')
}
