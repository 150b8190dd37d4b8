import type { Refusal, SceneErrorCode } from '@badapple/scenes/core'
import { readFileSync } from 'node:fs'
import { markdownTable } from './markdown-table.js'

/** What an error means for whoever gets it. */
interface Explanation {
  readonly means: string
  readonly todo: string
}

/** Every code; the compiler asks for those that are missing. */
const CODES: Readonly<Record<SceneErrorCode, Explanation>> = {
  REFUSED: {
    means: 'A rule of the domain says no. `details.refusal` says which one; see below.',
    todo: 'Do what the refusal says. Repeating the call changes nothing.',
  },
  CLAIM_LOST: {
    means: 'The scene is held by another claim, or was reset or removed.',
    todo: 'Stop working on it. A clip that was uploaded stays in the bucket.',
  },
  PROJECT_NOT_FOUND: {
    means: 'There is no such project in this table.',
    todo: 'Check the id, and the table that the service was made with.',
  },
  SCENE_NOT_FOUND: {
    means: 'The project has no scene of this number.',
    todo: 'Numbers of removed scenes are never used again; load the project.',
  },
  PROJECT_EXISTS: {
    means: 'A project of this id is there already, made by another command.',
    todo: 'Use another id, or leave it out and get one.',
  },
  INVALID_INPUT: {
    means:
      'A value that you passed is not what it must be. `details.input` names it, `issues` says what is wrong.',
    todo: 'Correct the call. Nothing was changed.',
  },
  INVALID_ITEM: {
    means: 'A stored record cannot be read: damaged, or written by a newer version.',
    todo: 'It was left as it is. Look at the item named by `details.record`; `audit` reports all of them.',
  },
  INVALID_CHANGE: {
    means: 'A commit that no store may be given. A defect of this library, or of a store of yours.',
    todo: 'Report it, with `details.rule`.',
  },
  CONTENDED: {
    means:
      'Others changed the same record again and again, until the time budget was used up. Nothing was changed.',
    todo: 'Try again. If it happens often, let fewer writers work on one project, or raise `policy.commitBudgetMs`.',
  },
  STORE_UNAVAILABLE: {
    means: 'The store did not answer. With `outcome: "unknown"` the command may have taken effect.',
    todo: 'Repeat the call with the `commandId` in the details: it takes effect once.',
  },
  STORE_REFUSED: {
    means:
      'The store will not do it however often it is asked: no table, no permission, wrong credentials, an item that is too large.',
    todo: '`details.problem` says which. Correct the configuration; `checkTable` looks at all of it.',
  },
  BLOB_UNREACHABLE: {
    means: 'The bucket did not answer, or forbids to look. It never counts as absent.',
    todo: 'Try again. If it stays: without `s3:ListBucket`, S3 answers 403 for what is not there.',
  },
  BLOB_ABSENT: {
    means: 'Nothing is stored at the key of a clip that was to be recorded.',
    todo: 'Upload it to the `uploadKey` of the claim, then complete.',
  },
  BLOB_EMPTY: {
    means: 'The object of a clip has no bytes.',
    todo: 'The upload broke. Fail the attempt and generate again; the key of the attempt is used up.',
  },
  BLOB_EXISTS: {
    means: 'Something else is stored at the key already; objects are never overwritten.',
    todo: 'Claim again: each attempt has a key of its own.',
  },
  BODY_STALLED: {
    means: 'The stream of a clip gave no bytes for `policy.uploadIdleMs`. Nothing was stored.',
    todo: 'Pass a new stream. `generateMissing` does that by itself.',
  },
  URL_UNAVAILABLE: {
    means:
      'A view could not show a key as a URL; without it a scene would look unfinished, so nothing is shown.',
    todo: 'Try again; look at the credentials that sign.',
  },
  ABORTED: {
    means: 'The `AbortSignal` that you passed was aborted.',
    todo: 'Nothing: it is what you asked for. `cause` is its reason.',
  },
  DELIVERY_FAILED: {
    means: 'An event did not arrive at a sink, as far as is known. `details.problem` says how.',
    todo: 'Nothing: it comes again. Look at the receiver if it goes on.',
  },
  DELIVERY_REFUSED: {
    means: 'A sink will never take this event; a webhook answered 410.',
    todo: 'Take the sink out of the configuration, or correct its URL.',
  },
  WEBHOOK_INVALID: {
    means: 'A request is no webhook of a known sender, or cannot be read. `details.problem` says why.',
    todo: 'Answer 4xx, as `respond` does. Check the secret, and that nothing parses the body before.',
  },
  STREAM_TRIMMED: {
    means: 'A poller was away for longer than the stream keeps records: events are missing.',
    todo: 'Read what was missed with `scenes.history`, then begin without the checkpoint.',
  },
}

/** Every rule that can refuse; the compiler asks for those that are missing. */
const REFUSALS: Readonly<Record<Refusal['kind'], Explanation>> = {
  'has-video': { means: 'The scene has a video.', todo: 'Ask to `regenerate` it, or `reset` it.' },
  claimed: {
    means: 'Somebody is generating the scene; `owner` and `until` say who and how long.',
    todo: 'Wait, or `reset` the scene, which fences the other one off.',
  },
  'foreign-claim': {
    means: 'It is `processing` without a claim, so another backend may be at it (`policy.foreignGraceMs`).',
    todo: 'Wait until `until`.',
  },
  'status-skipped': { means: '`policy.skipStatuses` leaves it out.', todo: 'Change the policy.' },
  'not-requested': { means: '`only` names other scenes.', todo: 'Name it.' },
  transition: {
    means: 'No such move in the [table of states](states.md).',
    todo: 'Choose a move that is there, or `policy.transitions: "permissive"`.',
  },
  'project-status': {
    means: 'The command is not possible in this status of the project; `allowed` names those in which it is.',
    todo: 'Move the project on first.',
  },
  'claim-lost': {
    means: 'Of pure functions alone: the service throws `CLAIM_LOST`.',
    todo: 'Stop working on the scene.',
  },
  'no-scenes': { means: 'The project has no scenes.', todo: '`addScenes` first.' },
  'nothing-to-generate': {
    means: 'Every scene has a video.',
    todo: '`reset` those that are to be made again, or `regenerate` them.',
  },
  'unfit-key': {
    means: 'The key names something else than a clip of this scene, or the film.',
    todo: 'Upload to the `uploadKey` of the claim, or pass the bytes.',
  },
  'not-adoptable': {
    means: 'The object is not taken as the clip of the scene; `obstacle` says why.',
    todo: 'See `obstacle`: wait for the grace, or name the key.',
  },
  'no-video': { means: 'The scene has no video, and the command needs one.', todo: 'Generate it first.' },
  'videos-missing': {
    means: 'The film needs the video of every scene; `sequences` names those without.',
    todo: '`generateMissing`, then compose.',
  },
  'has-scenes': { means: 'Scenes are written for a project without any.', todo: '`addScenes` adds more.' },
  'no-such-scene': {
    means: 'There is no scene of this number. Of pure functions alone: the service throws `SCENE_NOT_FOUND`.',
    todo: 'Load the project.',
  },
  'last-scene': { means: 'A project keeps one scene at least.', todo: 'Add another one first.' },
  'video-changed': {
    means: 'The clip was made from another video than the scene has now.',
    todo: 'Make it again from the present one.',
  },
  'not-in-history': {
    means: 'History knows no such clip of the scene.',
    todo: '`history` names its earlier clips; `adopt` takes any object of the scene.',
  },
  'status-changed': { means: 'The status is not what you saw.', todo: 'Look again before you change it.' },
  'status-disagrees': {
    means: 'The status would say something else about the video than the clips do.',
    todo: 'Change the video instead: `reset`, `upload`, `claim`.',
  },
  'counts-disagree': {
    means: 'The scenes of the project say another status.',
    todo: 'Put the scenes right; the status follows.',
  },
  'not-a-permutation': {
    means: 'The order does not name every scene of the project once.',
    todo: '`missing`, `unknown` and `repeated` say what to change.',
  },
  'too-many-demotions': {
    means: 'So many videos are said to be gone that a wrong bucket is more likely. Nothing was changed.',
    todo: 'Check the bucket. Only if they are really gone: `force: true`.',
  },
  'torn-read': {
    means: 'Scenes and project were read at different moments; only whoever calls the core meets this.',
    todo: 'Load with `isolated: true`.',
  },
  'project-exists': {
    means:
      'A project of this id is there already. Of pure functions alone: the service throws `PROJECT_EXISTS`.',
    todo: 'Use another id.',
  },
}

/** The guide of all errors. */
export function errorsDocument(): string {
  const template = readFileSync(new URL('errors-document.template.md', import.meta.url), 'utf8')
  return template
    .replace('{{codes}}', tableOf('`code`', CODES))
    .replace('{{refusals}}', tableOf('`refusal.kind`', REFUSALS))
}

function tableOf(what: string, explanations: Readonly<Record<string, Explanation>>): string {
  const rows = Object.entries(explanations).map(([name, { means, todo }]) => [`\`${name}\``, means, todo])
  return markdownTable([what, 'what it means', 'what to do'], rows)
}
