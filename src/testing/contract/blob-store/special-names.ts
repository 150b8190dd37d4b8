/** Names that bucket, URL, XML or header may spoil, by what is special about them. */
export const SPECIAL_NAMES: Readonly<Record<string, string>> = {
  spaces: 'a clip  with spaces.mp4',
  'letters of other alphabets': 'Jäger/сцена/場面.mp4',
  'emoji, and accents in both of their forms': '😀/\u00e9 and e\u0301.mp4',
  'plus signs': 'one+one++.mp4',
  'percent signs': '100%/%41%2F%zz.mp4',
  ampersands: 'you&me/&amp;.mp4',
  'the signs of queries and fragments': 'a=b;c,d#e.mp4',
  'quotes and brackets': `"it's" <[{(this)}]>.mp4`,
  'all other signs': '!$*:@\\^_`|~-.mp4',
}
