/**
 * Objects in one S3 bucket. Needs `@aws-sdk/client-s3`, `@aws-sdk/lib-storage` and `@aws-sdk/s3-request-presigner`.
 * @packageDocumentation
 * @module @badapple/scenes/s3
 */
export { createS3BlobStore } from './blob-store.js'
export type { S3BlobStoreOptions } from './blob-store.js'
export type { S3Connection } from './connection.js'
export type { UploadOptions } from './uploader.js'
