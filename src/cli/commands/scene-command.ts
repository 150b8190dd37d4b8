import type { Claim, ProjectRecords, Scene, Scenes } from '../../index.js'
import { hasVideo, isSceneError, toTimestamp } from '../../index.js'
import type { Command, Context, Input } from '../command.js'
import { flag } from '../command-line/option.js'
import { UsageError } from '../command-line/usage-error.js'
import { CommandFailure } from '../command-failure.js'
import type { ExitCode } from '../exit-code.js'
import { EXIT_CODES } from '../exit-code.js'
import { actorOf } from '../options/actor.js'
import { chosenScenes } from '../options/chosen-scenes.js'
import { PROJECT, SCENES } from '../options/positionals.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { ACTOR, APPLY, PRICE_PER_SECOND, REASON } from '../options/writing-options.js'
import { estimate } from '../show/estimate.js'
import { outcomeLines } from '../show/scene-outcomes.js'
import type { SceneOutcome } from '../show/scene-outcomes.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import type { Source } from '../source/source.js'
import { printJson } from '../terminal/json.js'
import { printLines } from '../terminal/page.js'

/** A scene that a command is to act on, as it is before. */
export interface SceneToChange {
  readonly projectId: string
  readonly scene: Scene
  readonly claim: Claim | undefined
  readonly reason: { readonly reason?: string }
}

/** What makes a command on scenes. */
export interface SceneCommandSpec
  extends
    Pick<Command, 'name' | 'summary' | 'description' | 'examples' | 'check'>,
    Partial<Pick<Command, 'options'>> {
  /** Of what happens to a scene, such as `reset`. */
  readonly done: string
  /** Which scenes `--all` means; without it each must be named. */
  readonly all?: {
    readonly summary: string
    readonly isMeant: (scene: Scene, claim: Claim | undefined, now: string) => boolean
  }
  /** The video that a scene loses is to be generated again. */
  readonly costsVideos?: boolean
  /** Refuses where it cannot be done. */
  readonly checkSource?: (source: Source) => void
  readonly act: (scenes: Scenes, scene: SceneToChange, input: Input) => Promise<Scene>
}

/** Makes a command that does the same to one scene or several. */
export function sceneCommand({
  all,
  done,
  costsVideos = false,
  check,
  checkSource,
  act,
  ...spec
}: SceneCommandSpec): Command {
  const allOption = flag({ name: 'all', summary: all?.summary ?? '' })
  const run = async (input: Input, context: Context): Promise<ExitCode> => {
    const isAll = all !== undefined && input.option(allOption)
    const isApplied = input.option(APPLY)
    const source = await openSource(input, context, { actor: actorOf(input, context), writes: isApplied })
    checkSource?.(source)
    const projectId = input.positional(PROJECT)
    const records = await source.scenes.load(projectId)
    const now = toTimestamp(source.clock.now())
    const named = chosenScenes(input, records)
    const chosen = toChange(records, input).filter(({ scene, claim }) =>
      isAll ? all.isMeant(scene, claim, now) : named.includes(scene.sequence),
    )
    const place = isApplied ? source : await source.rehearse(projectId)
    const outcomes: SceneOutcome[] = []
    for (const before of chosen) {
      context.signal.throwIfAborted()
      outcomes.push(await outcomeOf(before, () => act(place.scenes, before, input)))
    }
    if (isApplied) await source.save()
    const lost = outcomes.filter(
      (outcome) => 'after' in outcome && hasVideo(outcome.before) && !hasVideo(outcome.after),
    )
    const cost = estimate(
      lost.map(({ before }) => before),
      input.option(PRICE_PER_SECOND),
    )
    const { terminal } = context
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, {
        projectId,
        command: spec.name,
        applied: isApplied,
        scenes: outcomes,
        regenerations: cost,
      })
    } else {
      const { print, paint, width } = terminal
      print(paint('dim', sourceLine(source)))
      print(paint('bold', projectId))
      print()
      const options = { paint, width: width(), isApplied, done, cost: costsVideos ? cost : undefined }
      printLines(terminal, outcomeLines(outcomes, options))
    }
    return outcomes.some((outcome) => 'error' in outcome) ? EXIT_CODES.failure : EXIT_CODES.clean
  }
  return {
    ...spec,
    group: 'put-right',
    positionals: [PROJECT, SCENES],
    options: [
      ...SOURCE_OPTIONS,
      ...(all === undefined ? [] : [allOption]),
      ...(spec.options ?? []),
      REASON,
      APPLY,
      ACTOR,
      PRICE_PER_SECOND,
      JSON_OUTPUT,
    ],
    check: (input) => {
      const isAll = all !== undefined && input.option(allOption)
      assertChoice(spec.name, input.positional(SCENES).length > 0, isAll, all !== undefined)
      check?.(input)
    },
    run,
  }
}

function assertChoice(name: string, areNamed: boolean, isAll: boolean, hasAll: boolean): void {
  if (areNamed && isAll) throw new UsageError(`${name} takes scenes or --all, not both`)
  if (areNamed || isAll) return
  throw new UsageError(`which scenes? ${name} takes their numbers${hasAll ? ', or --all' : ''}`)
}

function toChange({ project, scenes, claims }: ProjectRecords, input: Input): readonly SceneToChange[] {
  const reason = input.option(REASON)
  return scenes.map(({ value: scene }) => ({
    projectId: project.value.projectId,
    scene,
    claim: claims.get(scene.sequence)?.value,
    reason: { ...(reason !== undefined && { reason }) },
  }))
}

/** What is wrong with one scene does not keep the others from it; a table that is gone does. */
async function outcomeOf({ scene }: SceneToChange, act: () => Promise<Scene>): Promise<SceneOutcome> {
  const { sequence } = scene
  try {
    return { sequence, before: scene, after: await act() }
  } catch (error) {
    const isAboutScene =
      error instanceof CommandFailure ||
      (isSceneError(error) && !['STORE_UNAVAILABLE', 'STORE_REFUSED', 'ABORTED'].includes(error.code))
    if (!isAboutScene) throw error
    return { sequence, before: scene, error }
  }
}
