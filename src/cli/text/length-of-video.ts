/** Seconds of video, such as `8 s`, `7.5 s` or `2 min 5 s`. */
export function lengthOfVideo(seconds: number): string {
  const shown = Math.round(seconds * 10) / 10
  if (shown < 60) return `${shown} s`
  const whole = Math.round(seconds)
  return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
