import type { SceneEvent } from '@badapple/scenes'
import type { Campaign } from './campaign.js'
import { entriesOf } from './diary.js'

/** What happened in numbers, for people who look. */
export function figures(campaign: Campaign, events: readonly SceneEvent[]) {
  const diary = campaign.diary.read()
  const count = (type: SceneEvent['type']) => events.filter((event) => event.type === type).length
  const claims = events.filter(({ type }) => type === 'scene-claimed')
  return {
    seconds: campaign.seconds,
    generated: count('scene-completed'),
    adopted: count('clip-adopted'),
    paid: entriesOf(diary, 'paid').length,
    kills: entriesOf(diary, 'killed').length,
    takeovers: claims.filter(({ attempt = 1 }) => attempt > 1).length,
    resumedJobs: entriesOf(diary, 'resumed').length,
    conflicts: entriesOf(diary, 'conflict').length,
    notRecorded: entriesOf(diary, 'not-recorded').length,
    edits: entriesOf(diary, 'edited').length,
    foreignSaves: entriesOf(diary, 'saved').length,
  }
}
