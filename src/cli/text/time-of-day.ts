/** Hours, minutes and seconds in UTC, such as `12:04:05`. */
export function timeOfDay(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19)
}
