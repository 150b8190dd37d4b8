/** The first block of a UUID: enough to tell the projects of the demo apart. */
export function shortId(projectId: string): string {
  return projectId.split('-', 1)[0] ?? projectId
}
