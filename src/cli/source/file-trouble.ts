/** Why a file cannot be read or written, for people. */
export function fileTrouble(error: unknown, missing: string): string {
  if (!(error instanceof Error)) return String(error)
  switch ('code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return missing
    case 'EISDIR':
      return 'it is a folder'
    case 'EACCES':
    case 'EPERM':
      return 'the permission is missing'
    case 'ENOSPC':
      return 'the disk is full'
    default:
      return error.message
  }
}
