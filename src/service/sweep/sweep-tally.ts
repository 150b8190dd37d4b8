import type { Finding, FindingKind } from '../../core/model/finding.js'
import { FINDING_KINDS } from '../../core/model/finding.js'
import type { UnreferencedObject } from '../../core/model/unreferenced-object.js'
import type { Audit } from '../audit/audit-project.js'
import type { RepairStep } from '../audit/repair-project.js'
import type { RequestCounts } from './counted-requests.js'
import type { SweptProject } from './sweep-progress.js'
import type { SweepSummary } from './sweep-summary.js'

/** What a sweep has seen and done in this call: numbers alone, however many projects there are. */
export class SweepTally {
  readonly counts: RequestCounts = { requests: 0, failedRequests: 0 }
  readonly #findings = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Record<
    FindingKind,
    number
  >
  readonly #steps = { repaired: 0, superseded: 0, failed: 0 }
  readonly #projects = { projects: 0, gone: 0, unreadable: 0, failedProjects: 0, projectsWithFindings: 0 }
  readonly #seen = { scenes: 0, objectsSeen: 0, unreachable: 0, demotions: 0 }
  readonly #unreferenced = { objects: 0, bytes: 0 }

  /** Projects that are over. */
  get projects(): number {
    return this.#projects.projects
  }

  audited({ scenesSeen, objectsSeen, unreachable, findings }: Audit, demoted: readonly number[]): void {
    this.#seen.scenes += scenesSeen
    this.#seen.objectsSeen += objectsSeen
    this.#seen.unreachable += unreachable
    this.#seen.demotions += demoted.length
    this.found(findings)
  }

  found(findings: readonly Finding[]): void {
    if (findings.length > 0) this.#projects.projectsWithFindings++
    for (const { kind } of findings) this.#findings[kind]++
  }

  unreferenced({ size }: UnreferencedObject): void {
    this.#unreferenced.objects++
    this.#unreferenced.bytes += size
  }

  step({ outcome }: RepairStep): void {
    this.#steps[outcome]++
  }

  /** A project that was looked at for the first time. */
  over(project: SweptProject): void {
    this.#projects.projects++
    this.ended(project)
  }

  /** What became of a project, be it when it was looked at again. */
  ended({ outcome }: SweptProject): void {
    if (outcome === 'gone') this.#projects.gone++
    if (outcome === 'unreadable') this.#projects.unreadable++
    if (outcome === 'failed') this.#projects.failedProjects++
  }

  numbers(): Omit<SweepSummary, 'ended' | 'cursor' | 'refusal' | 'durationMs'> {
    return {
      ...this.#projects,
      ...this.#seen,
      findings: { ...this.#findings },
      ...this.#steps,
      ...this.counts,
      unreferenced: { ...this.#unreferenced },
    }
  }
}
