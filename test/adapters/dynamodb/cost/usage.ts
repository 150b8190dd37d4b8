import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb'

/** Requests, and the capacity units that they consumed. */
export interface Usage {
  readonly requests: number
  /** Read units of the table. */
  readonly reads: number
  /** Read units of the index. */
  readonly indexReads: number
  /** Write units of the table. */
  readonly writes: number
  /** Write units of the index. */
  readonly indexWrites: number
}

export const NOTHING: Usage = { requests: 0, reads: 0, indexReads: 0, writes: 0, indexWrites: 0 }

export function plus(a: Usage, b: Usage): Usage {
  return {
    requests: a.requests + b.requests,
    reads: a.reads + b.reads,
    indexReads: a.indexReads + b.indexReads,
    writes: a.writes + b.writes,
    indexWrites: a.indexWrites + b.indexWrites,
  }
}

/** Table and index together. */
export function readUnits({ reads, indexReads }: Usage): number {
  return reads + indexReads
}

/** Table and index together. */
export function writeUnits({ writes, indexWrites }: Usage): number {
  return writes + indexWrites
}

const WRITING: ReadonlySet<string> = new Set(['TransactWriteItems', 'UpdateItem', 'PutItem', 'DeleteItem'])

/** The units that an answer says were consumed; they are of one kind, that of the operation. */
export function unitsOf(operation: string, output: object): Usage {
  const said = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined
  const consumed = [said].flat() as readonly (ConsumedCapacity | undefined)[]
  let [table, index] = [0, 0]
  for (const { Table, GlobalSecondaryIndexes = {} } of consumed.filter((one) => one !== undefined)) {
    table += Table?.CapacityUnits ?? 0
    for (const { CapacityUnits = 0 } of Object.values(GlobalSecondaryIndexes)) index += CapacityUnits
  }
  return WRITING.has(operation)
    ? { ...NOTHING, writes: table, indexWrites: index }
    : { ...NOTHING, reads: table, indexReads: index }
}
