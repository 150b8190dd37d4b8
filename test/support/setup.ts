import fc from 'fast-check'

/** Of a mutant it is enough to know that it is dead: a counterexample is not made smaller. */
if (process.env['INTERLEAVINGS'] !== undefined) fc.configureGlobal({ endOnFailure: true })
