/**
 * Scenes on one DynamoDB table. Needs `@aws-sdk/client-dynamodb` and `@aws-sdk/lib-dynamodb`.
 * @packageDocumentation
 * @module @badapple/scenes/dynamodb
 */
export { createDynamoSceneStore } from './scene-store.js'
export type { DynamoSceneStoreOptions } from './scene-store.js'
export type { DynamoConnection } from './connection.js'
export type { SendingOptions } from './sender.js'
export { createTable } from './create-table.js'
export type { CreateTableOptions } from './create-table.js'
export { checkTable } from './check-table.js'
export type { TableCheck, TableStream } from './check-table.js'
