/** Where a scene is. */
export interface SceneRef {
  readonly projectId: string
  readonly sequence: number
}
