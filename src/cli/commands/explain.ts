import { explain as explainScene, selectForGeneration, toTimestamp } from '../../index.js'
import type { Command } from '../command.js'
import { EXIT_CODES } from '../exit-code.js'
import { chosenScenes } from '../options/chosen-scenes.js'
import { PROJECT, SCENES } from '../options/positionals.js'
import { FOREIGN_GRACE, JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { PRICE_PER_SECOND } from '../options/writing-options.js'
import { describeEstimate, estimate } from '../show/estimate.js'
import { claimsIn, explanation } from '../show/explanation.js'
import { sceneRows } from '../show/scene-rows.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import { printJson } from '../terminal/json.js'
import { printLines, printParagraph } from '../terminal/page.js'
import { fit } from '../text/fit-text.js'

/** Says why scenes will or will not be generated. */
export const explain: Command = {
  name: 'explain',
  group: 'look',
  summary: 'say why each scene will or will not be generated',
  description: [
    'The next run generates what is named here, for no more than it says: a finished clip that nobody recorded is adopted instead, where one turns up in the bucket.',
  ],
  positionals: [PROJECT, SCENES],
  options: [...SOURCE_OPTIONS, PRICE_PER_SECOND, JSON_OUTPUT],
  examples: [
    { line: 'explain PROJECT --table MVProjects --price-per-second 0.40', effect: 'what a run would cost' },
    { line: 'explain PROJECT 3 7 --table MVProjects', effect: 'of two scenes only' },
  ],
  run: async (input, context) => {
    const { terminal } = context
    const source = await openSource(input, context)
    const records = await source.scenes.load(input.positional(PROJECT))
    const now = toTimestamp(source.clock.now())
    const sequences = chosenScenes(input, records)
    const scenes = sceneRows(records, now)
      .map(({ scene }) => scene)
      .filter(({ sequence }) => sequences.length === 0 || sequences.includes(sequence))
    const foreignGraceMs = input.option(FOREIGN_GRACE) ?? 0
    const options = { now, claims: claimsIn(records), policy: { foreignGraceMs } }
    const selection = selectForGeneration(scenes, options)
    const needed = estimate(selection.selected, input.option(PRICE_PER_SECOND))
    if (input.option(JSON_OUTPUT)) {
      const reasons = new Map(selection.skipped.map(({ scene, reason }) => [scene.sequence, reason]))
      printJson(terminal, {
        projectId: records.project.value.projectId,
        time: now,
        scenes: scenes.map((scene) => ({
          sequence: scene.sequence,
          generate: !reasons.has(scene.sequence),
          reason: reasons.get(scene.sequence),
          message: explainScene(scene, options),
        })),
        estimate: needed,
      })
      return EXIT_CODES.clean
    }
    const { print, paint, width } = terminal
    const { projectId, conceptPrompt } = records.project.value
    print(paint('dim', sourceLine(source)))
    print(paint('bold', projectId))
    print(fit(conceptPrompt, width()))
    print()
    printLines(terminal, explanation(selection, options, { paint, width: width() }))
    print()
    printParagraph(
      terminal,
      needed.scenes === 0
        ? 'A run would generate nothing.'
        : `A run would generate ${describeEstimate(needed)}.`,
    )
    return EXIT_CODES.clean
  },
}
