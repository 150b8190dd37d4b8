import type { Command } from '../command.js'
import { EXIT_CODES } from '../exit-code.js'
import { PROJECT } from '../options/positionals.js'
import { JSON_OUTPUT, SOURCE_OPTIONS, sourceWords } from '../options/source-options.js'
import { PRICE_PER_SECOND } from '../options/writing-options.js'
import { auditSummary } from '../show/audit-summary.js'
import { describeEstimate, estimate } from '../show/estimate.js'
import { nextStep } from '../show/next-step.js'
import { findingLegend, showFindings } from '../show/show-findings.js'
import { bucketRemark, emptyBucketRemark, sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import { printJson } from '../terminal/json.js'
import { printLines, printParagraph } from '../terminal/page.js'
import { fit } from '../text/fit-text.js'
import { demotedScenes } from './demoted-scenes.js'

/** Audits a project. */
export const audit: Command = {
  name: 'audit',
  group: 'look',
  summary: 'say what is wrong with a project, and what a repair would do',
  description: [
    'Compares the records of a project with each other and with the bucket. Ends with 1 when anything is found. Without a bucket, and with an export that lists no objects, nothing is said about objects: no clip is called missing because nobody looked.',
  ],
  positionals: [PROJECT],
  options: [...SOURCE_OPTIONS, PRICE_PER_SECOND, JSON_OUTPUT],
  examples: [
    {
      line: 'audit PROJECT --table MVProjects --bucket badapple-media',
      effect: 'records and bucket compared',
    },
    { line: 'audit PROJECT --file export.json', effect: 'an export, as of when it was made' },
  ],
  run: async (input, context) => {
    const { terminal, signal } = context
    const source = await openSource(input, context)
    const projectId = input.positional(PROJECT)
    const found = await source.scenes.audit(projectId, { signal })
    const { project } = await source.scenes.load(projectId)
    const lost = estimate(await demotedScenes(source, found.findings), input.option(PRICE_PER_SECOND))
    const exitCode = found.findings.length === 0 ? EXIT_CODES.clean : EXIT_CODES.findings
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, { ...found, bucket: source.objects, regenerations: lost })
      return exitCode
    }
    const { print, paint, width } = terminal
    print(paint('dim', sourceLine(source)))
    print(paint('bold', projectId))
    print(fit(project.value.conceptPrompt, width()))
    print()
    if (found.findings.length > 0) {
      printLines(terminal, showFindings(found.findings, { paint, width: width(), indent: '' }))
      if (terminal.isLive) print(paint('dim', 'colours: ') + findingLegend(found.findings, paint))
      print()
    }
    printParagraph(terminal, auditSummary(found, source.objects))
    for (const remark of bucketRemark(source)) printParagraph(terminal, remark)
    if (found.plan.length > 0) {
      if (lost.scenes > 0)
        printParagraph(terminal, `Videos that are gone, to be generated again: ${describeEstimate(lost)}.`)
      for (const remark of emptyBucketRemark(found.objectsSeen, lost.scenes)) printParagraph(terminal, remark)
      const words = [...sourceWords(input), ...input.wordsOf([PRICE_PER_SECOND])]
      print(nextStep(paint, 'To see what a repair would do', 'repair', projectId, ...words))
    }
    return exitCode
  },
}
