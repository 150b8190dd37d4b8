import fc from 'fast-check'

/** A mutant lives or dies the same way each time, and a counterexample is not made smaller. */
fc.configureGlobal({ seed: 1, endOnFailure: true })
