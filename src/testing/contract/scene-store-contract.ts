import { caseOf } from './case-of.js'
import type { ContractCase } from './contract-case.js'
import { absence } from './scene-store/absence.js'
import { atomicity } from './scene-store/atomicity.js'
import { concurrency } from './scene-store/concurrency.js'
import { eventPages } from './scene-store/event-pages.js'
import { events } from './scene-store/events.js'
import { fidelity } from './scene-store/fidelity.js'
import { foreignSaves } from './scene-store/foreign-saves.js'
import { guards } from './scene-store/guards.js'
import { idempotency } from './scene-store/idempotency.js'
import { invalidChanges } from './scene-store/invalid-changes.js'
import { isolation } from './scene-store/isolation.js'
import { largeProjects } from './scene-store/large-projects.js'
import { libraryItems } from './scene-store/library-items.js'
import { listing } from './scene-store/listing.js'
import { listingInParts } from './scene-store/listing-in-parts.js'
import { lostReplies } from './scene-store/lost-replies.js'
import { productionForm } from './scene-store/production-form.js'
import { revisions } from './scene-store/revisions.js'
import type { SceneStoreCase } from './scene-store/scene-store-case.js'
import { severalStores } from './scene-store/several-stores.js'
import { sharing } from './scene-store/sharing.js'
import { unreadableRecords } from './scene-store/unreadable-records.js'
import { unreadableWrites } from './scene-store/unreadable-writes.js'
import { writing } from './scene-store/writing.js'
import type { SceneStoreContractOptions, SceneStoreFactory } from './scene-store-subject.js'

const CASES: readonly SceneStoreCase[] = [
  ...absence,
  ...writing,
  ...guards,
  ...atomicity,
  ...revisions,
  ...idempotency,
  ...lostReplies,
  ...invalidChanges,
  ...events,
  ...eventPages,
  ...largeProjects,
  ...listing,
  ...listingInParts,
  ...concurrency,
  ...isolation,
  ...fidelity,
  ...sharing,
  ...severalStores,
  ...productionForm,
  ...libraryItems,
  ...foreignSaves,
  ...unreadableRecords,
  ...unreadableWrites,
]

/**
 * Every promise of the `SceneStore` port, as tests that any runner can run. The cases do not depend on each other; each
 * works in projects of its own, which it leaves behind.
 * @param factory - Makes the store for one case.
 * @example
 * const factory = () => ({ store: createMemorySceneStore() })
 * const lacks = { 'production-items': 'it has a door of its own', 'several-stores': 'its table is the store itself' }
 * for (const { name, run } of sceneStoreContract(factory, { lacks })) test(name, run)
 */
export function sceneStoreContract(
  factory: SceneStoreFactory,
  options: SceneStoreContractOptions = {},
): readonly ContractCase[] {
  return CASES.map((promise) => caseOf(promise, factory, options.lacks))
}
