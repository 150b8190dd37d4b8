import type { Run } from '../npm.js'

/** A fresh project that installs the packed library, and uses it. */
export interface Consumer {
  readonly name: string
  /** What it installs beside the library, as npm names it. */
  readonly packages: readonly string[]
  /** The package whose version tells this consumer from another. */
  readonly subject: string
  /** Its files, by path. */
  readonly files: Readonly<Record<string, string>>
  readonly uses: readonly Use[]
}

/** One way to use the library, and what it must print. */
export interface Use {
  readonly what: string
  /** Uses the library as installed in a folder. */
  run(home: string, surroundings: Surroundings): Promise<Run>
  readonly prints: string
}

/** What a use may reach. */
export interface Surroundings {
  /** Configurations of clients of a DynamoDB and an S3, as JSON. */
  readonly engines: string
  /** Opens a page of a folder in a browser; its title. */
  titleOf(folder: string): Promise<Run>
}
