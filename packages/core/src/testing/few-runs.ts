import fc from 'fast-check';

// Mutation testing runs the tests thousands of times: most mutants die on the first few inputs.
fc.configureGlobal({ numRuns: 20 });
