import type { Audit } from '../../index.js'
import type { Source } from '../source/source.js'
import { plural } from '../text/plural.js'

/** What an audit found and looked at, in a sentence. */
export function auditSummary(
  { findings, scenesSeen, objectsSeen, unreachable }: Audit,
  objects: Source['objects'],
): string {
  const repairable = findings.filter((finding) => finding.repairable).length
  const fate = repairable === findings.length ? 'all repairable' : `${repairable} of them repairable`
  const found =
    findings.length === 0
      ? 'Nothing is wrong'
      : `${plural(findings.length, 'finding')}, ${repairable === 0 ? 'only reported' : fate}`
  if (objects === 'unknown') return `${found}. Seen: ${plural(scenesSeen, 'scene')}, no objects.`
  const hidden = unreachable === 0 ? '' : `; of ${plural(unreachable, 'more object')} the bucket did not say`
  return `${found}. Seen: ${plural(scenesSeen, 'scene')}, ${plural(objectsSeen, 'object')}${hidden}.`
}
