import type { Finding, FindingKind } from '../model/finding.js'
import { FINDING_KINDS } from '../model/finding.js'
import type { Repair } from '../model/repair.js'

/**
 * The commands that put findings right, project by project, in the order in which to run them: half-done changes of order
 * first, then the scenes, then what is counted from them. Findings that are only reported need none.
 * @example
 * const drift = { kind: 'counter-drift', projectId: '91cf', message: '', repairable: true } as const
 * const orphan = { ...drift, kind: 'orphaned-status', sequence: 3 } as const
 * planRepairs([drift, orphan]).map((repair) => repair.command) // ['repair-scene', 'recount']
 */
export function planRepairs(findings: Iterable<Finding>): readonly Repair[] {
  const byProject = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (!finding.repairable) continue
    byProject.set(finding.projectId, [...(byProject.get(finding.projectId) ?? []), finding])
  }
  return [...byProject].flatMap(([projectId, list]) => planProject(projectId, list))
}

function planProject(projectId: string, findings: readonly Finding[]): readonly Repair[] {
  const ofProject = (command: ProjectCommand): readonly Repair[] => {
    const kinds = kindsOf(findings.filter((finding) => commandOf(finding) === command))
    return kinds.length === 0 ? [] : [{ command, projectId, kinds }]
  }
  return [
    ...ofProject('finish-intent'),
    ...planScenes(projectId, findings),
    ...ofProject('recount'),
    ...ofProject('renumber'),
  ]
}

function planScenes(projectId: string, findings: readonly Finding[]): readonly Repair[] {
  const sequences = new Set(findings.map(({ sequence }) => sequence).filter((number) => number !== undefined))
  return [...sequences]
    .sort((a, b) => a - b)
    .map((sequence): Repair => {
      const own = findings.filter((finding) => finding.sequence === sequence)
      const demotes = own.some((finding) => finding.demotes === true)
      return { command: 'repair-scene', projectId, sequence, kinds: kindsOf(own), demotes }
    })
}

type ProjectCommand = Exclude<Repair['command'], 'repair-scene'>

function commandOf({ kind, sequence }: Finding): ProjectCommand | undefined {
  if (sequence !== undefined) return undefined
  if (kind === 'unfinished-intent') return 'finish-intent'
  return kind === 'display-order' ? 'renumber' : 'recount'
}

function kindsOf(findings: readonly Finding[]): readonly FindingKind[] {
  return FINDING_KINDS.filter((kind) => findings.some((finding) => finding.kind === kind))
}
