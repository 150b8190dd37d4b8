const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' }

/** A provider of credentials that does not answer until they are let arrive. */
export function lateCredentials() {
  let answer: (credentials: typeof CREDENTIALS) => void = () => undefined
  const credentials = new Promise<typeof CREDENTIALS>((resolve) => {
    answer = resolve
  })
  return {
    credentials: () => credentials,
    /** They arrive, and whoever waits for them goes on as far as it gets. */
    arrive: async () => {
      answer(CREDENTIALS)
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
