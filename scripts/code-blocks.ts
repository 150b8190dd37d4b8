/** A fenced block of code in a Markdown text. */
export interface CodeBlock {
  readonly language: string
  /** The name after `file=`: the block is a file of a set-up, no sample. */
  readonly file?: string
  readonly code: string
  /** Where the block begins in the text, counted from 1. */
  readonly line: number
}

/** Every fenced block, in order. */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  const blocks = markdown.matchAll(/^```(\w+)(?: file=(\S+))?\n(.*?)^```$/gms)
  return [...blocks].map(({ 1: language = '', 2: file, 3: code = '', index }) => ({
    language,
    ...(file !== undefined && { file }),
    code,
    line: markdown.slice(0, index).split('\n').length,
  }))
}
