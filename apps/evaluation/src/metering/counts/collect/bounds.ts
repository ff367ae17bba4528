/** Of one flush, in which memory is shed beyond them. */
export const mostRows = 50_000;
export const mostIdentifiers = 100_000;
export const mostIdentifiersARow = 10_000;

/** Of one flag and environment. */
export const mostLanguages = 100;
/** Of one flag. */
export const mostCities = 500;
/** Of one key. */
export const mostClients = 20;
export const longestClient = 100;
